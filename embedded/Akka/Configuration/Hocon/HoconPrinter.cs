using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Prints HOCON that parses to the same tree.</summary>
internal static class HoconPrinter
{
    internal static string Print(HoconArray array)
    {
        var text = new StringBuilder();
        WriteArray(text, array, 0);
        return text.ToString();
    }

    internal static string Print(HoconObject obj, int indent)
    {
        var text = new StringBuilder();
        WriteFields(text, obj, indent);
        return text.ToString();
    }

    internal static string Print(HoconValue value, int indent)
    {
        var text = new StringBuilder();
        Write(text, value, indent);
        return text.ToString();
    }

    private static void Write(StringBuilder text, HoconValue value, int indent)
    {
        if (value.GetObject() is { } obj)
        {
            text.Append('{').AppendLine();
            WriteFields(text, obj, indent + 1);
            text.Append(' ', indent * 2).Append('}');
        }
        else if (value.IsArray())
        {
            WriteArray(text, value.GetArray(), indent);
        }
        else if (value.Values.Count > 0)
        {
            text.Append(value.GetString() is { } literal ? QuoteIfNeeded(literal) : "null");
        }
        else
        {
            text.Append("\"\"");
        }
    }

    private static void WriteFields(StringBuilder text, HoconObject obj, int indent)
    {
        foreach (var (key, value) in obj.Items)
        {
            text.Append(' ', indent * 2).Append(QuoteKey(key)).Append(" : ");
            Write(text, value, indent);
            text.AppendLine();
        }
    }

    private static void WriteArray(StringBuilder text, IList<HoconValue> array, int indent)
    {
        text.Append('[');
        for (var i = 0; i < array.Count; i++)
        {
            if (i > 0)
                text.Append(',');
            Write(text, array[i], indent);
        }

        text.Append(']');
    }

    private static string QuoteKey(string key) =>
        key.Length > 0 && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/') && !key.Contains("//", StringComparison.Ordinal)
            && key != "include" ? key : Quote(key);

    private static string QuoteIfNeeded(string literal) =>
        literal.Length > 0 && literal != "null" && !literal.Contains("//", StringComparison.Ordinal)
            && literal.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or '%') ? literal : Quote(literal);

    private static string Quote(string raw)
    {
        var text = new StringBuilder("\"", raw.Length + 2);
        foreach (var c in raw)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
