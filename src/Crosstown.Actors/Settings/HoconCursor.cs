using System.Globalization;

namespace Crosstown.Actors.Settings;

/// <summary>A position in a HOCON text, and the tokens as Akka's parser reads them there.</summary>
internal sealed class HoconCursor(string text)
{
    private const string NeverUnquoted = "$\"{}[]:=,#`^?!@*&\\";

    /// <summary>The first string in single quotes that spans several lines, which suggests that its closing quote is missing.</summary>
    private (int From, int To)? _multiLineString;

    public int Index { get; private set; }

    public bool IsAtEnd => Index >= text.Length;

    /// <summary>The next character; <c>'\0'</c> at the end.</summary>
    public char Next => IsAtEnd ? '\0' : text[Index];

    public bool IsBlank => !IsAtEnd && char.IsWhiteSpace(Next);

    public bool IsComment => Is("#") || Is("//");

    /// <summary>Whether the next character may stand in text without quotes; in a key a dot may not.</summary>
    public bool IsUnquoted => !IsAtEnd && !IsBlank && !IsComment && !NeverUnquoted.Contains(Next, StringComparison.Ordinal);

    public bool Is(string token) => string.CompareOrdinal(text, Index, token, 0, token.Length) == 0;

    public void Take(int count = 1) => Index += count;

    public string TextFrom(int start) => text[start..Index];

    public void SkipBlank()
    {
        while (IsBlank || IsComment)
        {
            if (IsComment)
                SkipLine();
            else
                Take();
        }
    }

    public void SkipUnquoted()
    {
        while (IsUnquoted)
            Take();
    }

    /// <summary>Reads a key without quotes. It may contain spaces and, for Akka's parser, line ends.</summary>
    public string TakeUnquotedKey()
    {
        var start = Index;
        while ((IsUnquoted && Next != '.') || IsBlank)
            Take();
        return TextFrom(start).Trim();
    }

    /// <summary>Reads a string in single or triple quotes, from its first quote to behind its last.</summary>
    public void TakeQuoted()
    {
        var start = Index;
        var quotes = Is("\"\"\"") ? "\"\"\"" : "\"";
        Take(quotes.Length);
        while (!Is(quotes))
        {
            if (IsAtEnd)
                throw Fault(start, $"the {quotes} that begins here is never closed. Add the closing {quotes}.");
            if (quotes.Length == 1 && Next == '\\')
                TakeEscape();
            else
                Take();
        }

        Take(quotes.Length);
        if (quotes.Length == 1 && TextFrom(start).Contains('\n', StringComparison.Ordinal))
            _multiLineString ??= (start, Index);
    }

    /// <summary>Makes an exception with line and column, both from 1.</summary>
    public FormatException Fault(int index, string sentence) => new(
        $"{Position(index)}: {sentence}" + (_multiLineString is { } multiLine
            ? $" (The text in quotes that begins in {Line(multiLine.From)} ends only in {Line(multiLine.To)}: is a quote missing?)"
            : ""));

    public string Line(int index) => string.Create(CultureInfo.InvariantCulture, $"line {LineNumber(index)}");

    public string Position(int index) => string.Create(CultureInfo.InvariantCulture, $"line {LineNumber(index)}, column {index - LineStart(index) + 1}");

    /// <summary>The blanks at the beginning of the line.</summary>
    public string Indentation(int index)
    {
        var start = LineStart(index);
        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
            end++;
        return text[start..end];
    }

    public bool IsFirstOfItsLine(int index) => LineStart(index) + Indentation(index).Length == index;

    private void TakeEscape()
    {
        var start = Index;
        Take();
        if (IsAtEnd || !"\"\\/bfnrtu".Contains(Next, StringComparison.Ordinal))
            throw Fault(start, "this backslash begins no escape that there is. Write a backslash as \\\\, or use three quotes, between which it is itself.");
        if (Next == 'u' && !(Index + 4 < text.Length && uint.TryParse(text.AsSpan(Index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)))
            throw Fault(start, "\\u takes four hexadecimal digits.");
        Take();
    }

    private void SkipLine()
    {
        while (!IsAtEnd && Next != '\n')
            Take();
    }

    private int LineStart(int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    private int LineNumber(int index) => text.AsSpan(0, index).Count('\n') + 1;
}
