namespace Akka.Configuration.Hocon;

internal static class HoconPath
{
    /// <summary>Splits at the dots that stand outside quotes: <c>a."b.c".d</c> is a, b.c, d.</summary>
    internal static string[] Split(string path)
    {
        if (!path.Contains('"'))
            return path.Split('.');
        var segments = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] == '"')
                quoted = !quoted;
            if (i < path.Length && (path[i] != '.' || quoted))
                continue;
            var segment = path[start..i].Trim();
            segments.Add(segment.Length > 1 && segment[0] == '"' && segment[^1] == '"' ? segment[1..^1] : segment);
            start = i + 1;
        }

        return segments.ToArray();
    }
}
