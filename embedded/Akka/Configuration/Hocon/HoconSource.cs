using System.Runtime.CompilerServices;

namespace Akka.Configuration.Hocon;

/// <summary>The text, and errors that point into it.</summary>
internal sealed class HoconSource(string text)
{
    internal string Text { get; } = text;

    internal ConfigurationException Error(int position, string problem)
    {
        position = Math.Clamp(position, 0, Text.Length);
        var start = position == 0 ? 0 : Text.LastIndexOf('\n', position - 1) + 1;
        var end = Text.IndexOf('\n', position);
        var line = Text[start..(end < 0 ? Text.Length : end)].TrimEnd('\r');
        var number = Text.AsSpan(0, start).Count('\n') + 1;
        var column = position - start;
        var pad = new string(line.Take(column).Select(static c => c == '\t' ? '\t' : ' ').ToArray());
        return new ConfigurationException($"{problem} at line {number}, column {column + 1}:{Environment.NewLine}{line}{Environment.NewLine}{pad}^");
    }

    /// <summary>Nesting and chains of substitutions are walked recursively; too deep is an error, not the end of the process.</summary>
    internal void RequireStack(int position)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error(position, "Nested too deep");
    }
}
