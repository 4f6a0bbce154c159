namespace Crosstown.Actors.NoGo;

/// <summary>One rule of the status language: a code, a class, an inclusive range, a word, or an exception to them.</summary>
public readonly record struct NoGoRule
{
    /// <summary>Reads one rule.</summary>
    /// <exception cref="FormatException">Shows the text, the position and what is allowed.</exception>
    public static NoGoRule Parse(string rule) => throw new NotImplementedException(rule);

    /// <summary>One status code, 100 to 999.</summary>
    public static implicit operator NoGoRule(int status) => throw new NotImplementedException(status.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Parse"/>
    public static implicit operator NoGoRule(string rule) => Parse(rule);
}
