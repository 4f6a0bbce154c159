using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Crosstown.Actors.Settings;

/// <summary>Turns a text into a configuration, or throws an error that names the position.</summary>
internal static class HoconText
{
    /// <summary>Reads a text after checking that Akka's parser does not misread it.</summary>
    /// <param name="text">HOCON.</param>
    /// <param name="origin">The file's path, or the option that holds the text.</param>
    /// <exception cref="ConfigurationException">Names origin, line, column and cure.</exception>
    public static Config Parse(string text, string origin)
    {
        try
        {
            HoconCheck.Check(text);
        }
        catch (FormatException e)
        {
            throw new ConfigurationException($"{origin}, {e.Message}", e);
        }

        Config config;
        try
        {
            // With a line end, because Akka's parser misses some tokens, such as a #, at the very end of a text.
            config = ConfigurationFactory.ParseString(text + "\n");
        }
        catch (Exception e)
        {
            var cure = e is FormatException && e.Message.StartsWith("Unresolved substitution", StringComparison.Ordinal)
                ? ". A substitution finds paths of its own text only, neither other files nor environment variables; set the value in this text, or by code."
                : "";
            throw new ConfigurationException($"{origin} is not HOCON that Akka's parser can read: {e.Message}{cure}", e);
        }

        if (FindCycle(config.Root, []) is { } path)
            throw new ConfigurationException($"{origin}: ${{{path}}} refers to itself, which Akka's parser cannot resolve. Write the value out.");
        return config;
    }

    /// <summary>The path of a substitution that is part of its own value; null if there is none. Reading such a value would overflow the stack.</summary>
    private static string? FindCycle(HoconValue value, HashSet<HoconValue> around)
    {
        if (!around.Add(value))
            return "";
        var cycle = value.Values.Select(element => FindCycle(element, around)).FirstOrDefault(static path => path is not null);
        around.Remove(value);
        return cycle;
    }

    private static string? FindCycle(IHoconElement element, HashSet<HoconValue> around) => element switch
    {
        HoconObject parent => parent.Items.Values.Select(child => FindCycle(child, around)).FirstOrDefault(static path => path is not null),
        HoconArray list => list.Select(child => FindCycle(child, around)).FirstOrDefault(static path => path is not null),
        HoconSubstitution substitution => FindCycle(substitution.ResolvedValue, around) is { } path ? path.Length > 0 ? path : substitution.Path : null,
        _ => null,
    };
}
