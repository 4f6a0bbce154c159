using System.Globalization;

namespace Crosstown.Actors.NoGo;

/// <summary>
/// The reading of one rule of the status language: its parts, or its error. The analyzers compile this file, too, so that a rule is wrong in the editor exactly if it is wrong
/// at run time; it uses nothing that .NET Standard 2.0 does not have.
/// </summary>
internal readonly struct NoGoSyntax
{
    public const int First = 100;
    public const int Last = 999;

    private NoGoSyntax(int from, int to, NoGoWord word, bool isException)
    {
        From = from;
        To = to;
        Word = word;
        IsException = isException;
    }

    private NoGoSyntax(int errorAt, string error)
    {
        ErrorAt = errorAt;
        Error = error;
    }

    public int From { get; }

    public int To { get; }

    public NoGoWord Word { get; }

    public bool IsException { get; }

    /// <summary>The error; null if the rule is well-formed.</summary>
    public string? Error { get; }

    /// <summary>The position of the error in the whole text, from 0.</summary>
    public int ErrorAt { get; }

    /// <summary>Reads the rule in <paramref name="text"/> from <paramref name="start"/> to <paramref name="end"/>. Surrounding blanks and case are ignored.</summary>
    public static NoGoSyntax Read(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (start == end)
            return new(start, "a rule is missing here");

        var isException = text[start] == '!';
        if (isException && ++start == end)
            return new(start, "'!' stands alone");

        var length = end - start;
        if (Is(text, start, length, "truncated"))
            return new(0, 0, NoGoWord.Truncated, isException);
        if (Is(text, start, length, "aborted"))
            return new(0, 0, NoGoWord.Aborted, isException);

        if (text[start] is < '1' or > '9')
            return new(start, $"'{text[start]}' cannot begin a rule");
        if (length == 3 && text[start + 1] is 'x' or 'X' && text[start + 2] is 'x' or 'X')
        {
            var first = (text[start] - '0') * 100;
            return new(first, first + 99, NoGoWord.Statuses, isException);
        }

        if (ReadCode(text, start, end, out var from) is { } wrongStart)
            return wrongStart;
        if (length == 3)
            return new(from, from, NoGoWord.Statuses, isException);
        if (text[start + 3] != '-')
            return new(start + 3, $"'{text[start + 3]}' cannot follow a code");
        if (ReadCode(text, start + 4, end, out var to) is { } wrongEnd)
            return wrongEnd;
        if (length != 7)
            return new(start + 7, $"'{text[start + 7]}' cannot follow a range");
        if (to < from)
            return new(start + 4, $"the range ends at {to.ToString(CultureInfo.InvariantCulture)}, before it begins");
        return new(from, to, NoGoWord.Statuses, isException);
    }

    /// <summary>The error of <paramref name="text"/>, with its position counted from 1, and what is allowed.</summary>
    public static string Explain(string text, int at, string error) =>
        $"\"{text}\" is not a no-go rule: at position {(at + 1).ToString(CultureInfo.InvariantCulture)} {error}. Allowed are a code 100 to 999, a class such as 5xx, an inclusive range such as 400-405, the words truncated and aborted, and each of them after '!'; separated by commas.";

    private static bool Is(string text, int start, int length, string word) =>
        length == word.Length && string.Compare(text, start, word, 0, length, StringComparison.OrdinalIgnoreCase) == 0;

    private static NoGoSyntax? ReadCode(string text, int start, int end, out int code)
    {
        code = 0;
        for (var i = start; i < start + 3; i++)
        {
            if (i >= end)
                return new(i, "a code has three digits");
            if (text[i] is < '0' or > '9')
                return new(i, $"'{text[i]}' is not a digit");
            code = code * 10 + (text[i] - '0');
        }

        return code >= First ? null : new(start, "the codes are 100 to 999");
    }
}
