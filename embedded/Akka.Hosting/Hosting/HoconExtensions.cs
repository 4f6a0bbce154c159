using System.Globalization;

namespace Akka.Hosting;

/// <summary>Values as HOCON text.</summary>
public static class HoconExtensions
{
    private const string Null = "The value is null; HOCON needs one.";

    /// <summary>Always in quotes; what cannot stand in a HOCON string is escaped.</summary>
    public static string ToHocon(this string? text)
    {
        if (text is null)
            throw new ConfigurationException(Null);
        var quoted = new System.Text.StringBuilder("\"", text.Length + 2);
        foreach (var c in text)
        {
            quoted = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }

    public static string ToHocon(this bool? value) => value is { } given ? given.ToHocon() : throw new ConfigurationException(Null);

    public static string ToHocon(this bool value) => value ? "on" : "off";

    public static string ToHocon(this int? value) => value is { } given ? given.ToHocon() : throw new ConfigurationException(Null);

    public static string ToHocon(this int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this long? value) => value is { } given ? given.ToHocon() : throw new ConfigurationException(Null);

    public static string ToHocon(this long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this float? value) => value is { } given ? given.ToHocon() : throw new ConfigurationException(Null);

    public static string ToHocon(this float value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this double? value) => value is { } given ? given.ToHocon() : throw new ConfigurationException(Null);

    public static string ToHocon(this double value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this TimeSpan? value, bool allowInfinite = false, bool zeroIsInfinite = false) =>
        value is { } given ? given.ToHocon(allowInfinite, zeroIsInfinite) : throw new ConfigurationException(Null);

    /// <summary>In milliseconds.</summary>
    /// <exception cref="ConfigurationException">The duration is negative, and not an infinite one that is allowed.</exception>
    public static string ToHocon(this TimeSpan value, bool allowInfinite = false, bool zeroIsInfinite = false)
    {
        if (value == TimeSpan.Zero && zeroIsInfinite)
            return "infinite";
        if (value >= TimeSpan.Zero)
            return $"{value.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms";
        return allowInfinite && value == Timeout.InfiniteTimeSpan
            ? "infinite"
            : throw new ConfigurationException($"The duration {value} is negative; it must be zero or more{(allowInfinite ? " or infinite" : "")}.");
    }
}
