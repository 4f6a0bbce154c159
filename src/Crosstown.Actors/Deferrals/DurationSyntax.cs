using System.Globalization;

namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Reads a duration of an attribute: a number with a unit, such as <c>5s</c>, or <c>infinite</c>. The analyzers compile this file, too; it uses nothing that .NET Standard 2.0
/// does not have.
/// </summary>
internal static class DurationSyntax
{
    public const string Allowed = "a number above zero with a unit (ms, s, m, h or d), such as 5s or 1.5m, up to 4294967294ms, or infinite for no limit";

    public const string AllowedWait = "a number above zero with a unit (ms, s, m or h), such as 5s or 1.5m, up to 24h";

    /// <summary>The longest due time that a .NET timer takes.</summary>
    private const double MostMilliseconds = uint.MaxValue - 1;

    /// <summary>Reads a duration that is neither infinite nor above 24 h.</summary>
    /// <returns>False if the text is not such a duration, or is out of its range.</returns>
    public static bool TryReadWait(string text, out TimeSpan wait) => TryRead(text, out wait) && wait > TimeSpan.Zero && wait <= TimeSpan.FromHours(24);

    /// <returns>False if the text is not such a duration, or is out of its range.</returns>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = Timeout.InfiniteTimeSpan;
        text = text.Trim();
        if (text == "infinite")
            return true;
        var unitAt = text.Length;
        while (unitAt > 0 && char.IsLetter(text[unitAt - 1]))
            unitAt--;
        var digits = text.Substring(0, unitAt);
        var milliseconds = text.Substring(unitAt) switch
        {
            "ms" => 1d,
            "s" => 1_000d,
            "m" => 60_000d,
            "h" => 3_600_000d,
            "d" => 86_400_000d,
            _ => 0d,
        };
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number))
            return false;
        milliseconds *= number;
        // Below a tick, a duration would round to zero.
        if (!(milliseconds * TimeSpan.TicksPerMillisecond >= 1 && milliseconds <= MostMilliseconds))
            return false;
        duration = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }
}
