using System.Globalization;

using Crosstown.Actors.NoGo;

namespace Crosstown.Actors;

/// <summary>One rule of the status language: a code, a class, an inclusive range, a word, or an exception to them.</summary>
public readonly record struct NoGoRule
{
    private readonly short _from;
    private readonly short _to;
    private readonly NoGoWord _word;

    private NoGoRule(int from, int to, NoGoWord word, bool isException)
    {
        _from = (short)from;
        _to = (short)to;
        _word = word;
        IsException = isException;
    }

    /// <summary>Whether the rule begins with <c>!</c> and removes what it names from the rules before it, or from those of the next outer level.</summary>
    public bool IsException { get; }

    /// <summary>Reads one rule: <c>404</c>, <c>5xx</c>, <c>400-405</c> (inclusive), <c>truncated</c>, <c>aborted</c>, or any of them after <c>!</c>. Case and surrounding blanks are ignored.</summary>
    /// <exception cref="FormatException">Shows the text, the position and what is allowed.</exception>
    public static NoGoRule Parse(string rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma
            ? throw Malformed(rule, comma, "one rule ends; give each rule as one of its own, or the list to NoGoRules.Parse")
            : Parse(rule, 0, rule.Length);
    }

    /// <summary>One status code, 100 to 999.</summary>
    /// <exception cref="FormatException">Any other number.</exception>
    public static implicit operator NoGoRule(int status) => status is >= NoGoSyntax.First and <= NoGoSyntax.Last
        ? new NoGoRule(status, status, NoGoWord.Statuses, isException: false)
        : throw new FormatException($"{status.ToString(CultureInfo.InvariantCulture)} is not a status code; it must be 100 to 999.");

    /// <inheritdoc cref="Parse(string)"/>
    public static implicit operator NoGoRule(string rule) => Parse(rule);

    /// <summary>The rule as it would be written, such as <c>!400-405</c>.</summary>
    public override string ToString()
    {
        var text = _word switch
        {
            NoGoWord.Truncated => "truncated",
            NoGoWord.Aborted => "aborted",
            _ when _from == _to => _from.ToString(CultureInfo.InvariantCulture),
            _ when _from % 100 == 0 && _to == _from + 99 => $"{(_from / 100).ToString(CultureInfo.InvariantCulture)}xx",
            _ => string.Create(CultureInfo.InvariantCulture, $"{_from}-{_to}"),
        };
        return IsException ? "!" + text : text;
    }

    /// <summary>Reads the rule in <paramref name="text"/> from <paramref name="start"/> to <paramref name="end"/>; positions in errors count from 1 in the whole text.</summary>
    internal static NoGoRule Parse(string text, int start, int end)
    {
        var read = NoGoSyntax.Read(text, start, end);
        return read.Error is { } error ? throw Malformed(text, read.ErrorAt, error) : new NoGoRule(read.From, read.To, read.Word, read.IsException);
    }

    /// <summary>Whether the rule is about status codes, and not one of the words.</summary>
    internal bool NamesStatuses => _word == NoGoWord.Statuses;

    /// <summary>Whether the rule is about this status, to stop it or as an exception.</summary>
    internal bool Names(int status) => _word == NoGoWord.Statuses && status >= _from && status <= _to;

    internal void ApplyTo(NoGoSet.Builder set)
    {
        set.Add(this);
        switch (_word)
        {
            case NoGoWord.Truncated:
                set.Truncated = !IsException;
                break;
            case NoGoWord.Aborted:
                set.Aborted = !IsException;
                break;
            default:
                set.Set(_from, _to, !IsException);
                break;
        }
    }

    private static FormatException Malformed(string text, int index, string error) => new(NoGoSyntax.Explain(text, index, error));
}
