using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting.Configuration;

public static class ConfigurationHoconAdapter
{
    /// <summary>
    /// A section becomes the HOCON object of its key, the root one without. A section whose keys are all numbers becomes a list
    /// in their order. A period in a key parts it into a path, unless it is inside double quotes. Booleans, and durations in
    /// .NET's own form, become HOCON's.
    /// </summary>
    /// <param name="normalizeKeys">
    /// Keys outside of double quotes become lower case with <c>_</c> as <c>-</c>: <c>AKKA__ACTOR__ASK_TIMEOUT</c> is
    /// <c>akka.actor.ask-timeout</c>. Off, they are taken as they are.
    /// </param>
    public static Config ToHocon(this IConfiguration config, bool normalizeKeys = true)
    {
        ArgumentNullException.ThrowIfNull(config);
        var text = new StringBuilder();
        if (config is IConfigurationSection { Key.Length: > 0 } section)
            AppendField(text, section, normalizeKeys);
        else
            AppendFields(text, config, normalizeKeys);
        return ConfigurationFactory.ParseString(text.ToString());
    }

    private static void AppendFields(StringBuilder text, IConfiguration config, bool normalizeKeys)
    {
        foreach (var child in config.GetChildren())
            AppendField(text, child, normalizeKeys);
    }

    private static void AppendField(StringBuilder text, IConfigurationSection section, bool normalizeKeys)
    {
        if (section.Value is null && !section.GetChildren().Any())
            return;
        text.Append(KeyOf(section.Key, normalizeKeys)).Append(" : ");
        AppendValue(text, section, normalizeKeys);
        text.Append('\n');
    }

    private static void AppendValue(StringBuilder text, IConfigurationSection section, bool normalizeKeys)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
            text.Append(ScalarOf(section.Value ?? ""));
        else if (children.All(child => IndexOf(child) >= 0))
            AppendList(text, children, normalizeKeys);
        else
        {
            text.Append("{\n");
            AppendFields(text, section, normalizeKeys);
            text.Append('}');
        }
    }

    private static void AppendList(StringBuilder text, List<IConfigurationSection> children, bool normalizeKeys)
    {
        text.Append('[');
        var first = true;
        foreach (var child in children.OrderBy(IndexOf))
        {
            if (!first)
                text.Append(", ");
            first = false;
            AppendValue(text, child, normalizeKeys);
        }
        text.Append(']');
    }

    private static int IndexOf(IConfigurationSection section) =>
        int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1;

    private static string ScalarOf(string value)
    {
        if (bool.TryParse(value, out var flag))
            return flag ? "true" : "false";
        return TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var duration) && duration >= TimeSpan.Zero
            && value.Contains(':')
            ? duration.ToHocon()
            : value.ToHocon();
    }

    private static string KeyOf(string key, bool normalizeKeys)
    {
        var path = new StringBuilder();
        foreach (var (element, quoted) in Elements(key))
        {
            if (path.Length > 0)
                path.Append('.');
            path.Append((quoted || !normalizeKeys ? element : Normalized(element)).ToHocon());
        }
        return path.ToString();
    }

    private static string Normalized(string element) => element.Replace("_", "-", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Parts <c>a."b.c".d</c> into a, b.c and d.</summary>
    private static IEnumerable<(string Element, bool Quoted)> Elements(string key)
    {
        var element = new StringBuilder();
        var inQuotes = false;
        var wasQuoted = false;
        foreach (var c in key)
        {
            if (c == '"')
            {
                inQuotes = !inQuotes;
                wasQuoted = true;
            }
            else if (c == '.' && !inQuotes)
            {
                yield return (element.ToString(), wasQuoted);
                element.Clear();
                wasQuoted = false;
            }
            else
                element.Append(c);
        }
        yield return (element.ToString(), wasQuoted);
    }
}
