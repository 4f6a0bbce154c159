namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Reads the key of an attribute: text with placeholders in braces, such as <c>call-{number}</c>; <c>{{</c> and <c>}}</c> stand for braces. The analyzers and the generator
/// compile this file, too; it uses nothing that .NET Standard 2.0 does not have.
/// </summary>
internal static class KeySyntax
{
    /// <summary>The attribute's members that are such keys.</summary>
    public static readonly IReadOnlyCollection<string> Members = ["Key", "Partition", "UniqueFor"];

    /// <summary>The placeholders' names in order, with their positions; null if the text is malformed.</summary>
    /// <param name="text">The key as it is written.</param>
    /// <param name="errorAt">The position of the first brace without a partner, or of an empty placeholder; -1 if there is none.</param>
    public static IReadOnlyList<(string Name, int At)>? ReadPlaceholders(string text, out int errorAt)
    {
        var names = new List<(string, int)>();
        errorAt = -1;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('{' or '}'))
                continue;
            if (i + 1 < text.Length && text[i + 1] == text[i])
            {
                i++;
                continue;
            }

            var end = text[i] == '{' ? text.IndexOf('}', i) : -1;
            var name = end < 0 ? "" : text.Substring(i + 1, end - i - 1).Trim();
            if (name.Length == 0 || name.Contains('{'))
            {
                errorAt = i;
                return null;
            }

            names.Add((name, i + 1));
            i = end;
        }

        return names;
    }

    /// <summary>The text without placeholders: doubled braces are single.</summary>
    public static string Unescape(string text) => text.Replace("{{", "{").Replace("}}", "}");
}
