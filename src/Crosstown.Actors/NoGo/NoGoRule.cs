using System.Globalization;

using Crosstown.Actors.NoGo;

namespace Crosstown.Actors;

/// <summary>One rule of the status language: a code, a class, an inclusive range, a word, or an exception to them.</summary>
public readonly record struct NoGoRule
{
    private readonly short _from;
    private readonly short _to;
    private readonly Word _word;

    private NoGoRule(int from, int to, Word word, bool isException)
    {
        _from = (short)from;
        _to = (short)to;
        _word = word;
        IsException = isException;
    }

    private enum Word : byte
    {
        Statuses,
        Truncated,
        Aborted,
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
    public static implicit operator NoGoRule(int status) => status is >= NoGoSet.First and <= NoGoSet.Last
        ? new NoGoRule(status, status, Word.Statuses, isException: false)
        : throw new FormatException($"{status.ToString(CultureInfo.InvariantCulture)} is not a status code; it must be 100 to 999.");

    /// <inheritdoc cref="Parse(string)"/>
    public static implicit operator NoGoRule(string rule) => Parse(rule);

    /// <summary>The rule as it would be written, such as <c>!400-405</c>.</summary>
    public override string ToString()
    {
        var text = _word switch
        {
            Word.Truncated => "truncated",
            Word.Aborted => "aborted",
            _ when _from == _to => _from.ToString(CultureInfo.InvariantCulture),
            _ when _from % 100 == 0 && _to == _from + 99 => $"{(_from / 100).ToString(CultureInfo.InvariantCulture)}xx",
            _ => string.Create(CultureInfo.InvariantCulture, $"{_from}-{_to}"),
        };
        return IsException ? "!" + text : text;
    }

    /// <summary>Reads the rule in <paramref name="text"/> from <paramref name="start"/> to <paramref name="end"/>; positions in errors count from 1 in the whole text.</summary>
    internal static NoGoRule Parse(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (start == end)
            throw Malformed(text, start, "a rule is missing here");

        var isException = text[start] == '!';
        if (isException && ++start == end)
            throw Malformed(text, start, "'!' stands alone");

        var rule = text.AsSpan(start, end - start);
        if (rule.Equals("truncated", StringComparison.OrdinalIgnoreCase))
            return new NoGoRule(0, 0, Word.Truncated, isException);
        if (rule.Equals("aborted", StringComparison.OrdinalIgnoreCase))
            return new NoGoRule(0, 0, Word.Aborted, isException);

        if (rule[0] is < '1' or > '9')
            throw Malformed(text, start, $"'{rule[0]}' cannot begin a rule");
        if (rule.Length == 3 && rule[1] is 'x' or 'X' && rule[2] is 'x' or 'X')
        {
            var first = (rule[0] - '0') * 100;
            return new NoGoRule(first, first + 99, Word.Statuses, isException);
        }

        var from = Code(text, start, end);
        if (rule.Length == 3)
            return new NoGoRule(from, from, Word.Statuses, isException);
        if (rule[3] != '-')
            throw Malformed(text, start + 3, $"'{rule[3]}' cannot follow a code");
        var to = Code(text, start + 4, end);
        if (rule.Length != 7)
            throw Malformed(text, start + 7, $"'{rule[7]}' cannot follow a range");
        if (to < from)
            throw Malformed(text, start + 4, string.Create(CultureInfo.InvariantCulture, $"the range ends at {to}, before it begins"));
        return new NoGoRule(from, to, Word.Statuses, isException);
    }

    /// <summary>Whether the rule is about status codes, and not one of the words.</summary>
    internal bool NamesStatuses => _word == Word.Statuses;

    /// <summary>Whether the rule is about this status, to stop it or as an exception.</summary>
    internal bool Names(int status) => _word == Word.Statuses && status >= _from && status <= _to;

    internal void ApplyTo(NoGoSet.Builder set)
    {
        set.Add(this);
        switch (_word)
        {
            case Word.Truncated:
                set.Truncated = !IsException;
                break;
            case Word.Aborted:
                set.Aborted = !IsException;
                break;
            default:
                set.Set(_from, _to, !IsException);
                break;
        }
    }

    private static int Code(string text, int start, int end)
    {
        var code = 0;
        for (var i = start; i < start + 3; i++)
        {
            if (i >= end)
                throw Malformed(text, i, "a code has three digits");
            if (text[i] is < '0' or > '9')
                throw Malformed(text, i, $"'{text[i]}' is not a digit");
            code = code * 10 + (text[i] - '0');
        }

        return code >= NoGoSet.First ? code : throw Malformed(text, start, "the codes are 100 to 999");
    }

    private static FormatException Malformed(string text, int index, string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"\"{text}\" is not a no-go rule: at position {index + 1} {what}. Allowed are a code 100 to 999, a class such as 5xx, an inclusive range such as 400-405, the words truncated and aborted, and each of them after '!'; separated by commas."));
}
