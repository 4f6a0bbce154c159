namespace Crosstown.Actors.Settings;

/// <summary>
/// Reads a text as Akka's parser does, and reports the first position at which that parser would drop text in silence, misread it, or loop for ever, and HOCON that it does not
/// support. Does not check values; <see cref="CrosstownSettings"/> does.
/// </summary>
internal sealed class HoconCheck
{
    private readonly HoconCursor _cursor;

    /// <summary>The first } that is indented differently from the line of its {. A missing or extra brace is usually before it.</summary>
    private (int Open, int Close)? _misaligned;

    /// <summary>Whether the last member read is a block that follows its key without <c>=</c>.</summary>
    private bool _isBehindBlock;

    private HoconCheck(string text) => _cursor = new HoconCursor(text);

    /// <exception cref="FormatException">Names line, column and cure.</exception>
    public static void Check(string text) => new HoconCheck(text).Root();

    private void Root()
    {
        _cursor.SkipBlank();
        if (_cursor.Next != '{')
        {
            Members(null);
            return;
        }

        Block();
        _cursor.SkipBlank();
        if (_cursor.Next == '}')
            throw ClosesNothing();
        if (!_cursor.IsAtEnd)
            throw _cursor.Fault(_cursor.Index, "the braces around the whole text are closed before this; Akka's parser would drop all of it in silence. Move it before the last }." + AlignmentHint());
    }

    /// <summary>Reads from a { to behind its }.</summary>
    private void Block()
    {
        var open = _cursor.Index;
        _cursor.Take();
        Members(open);
    }

    /// <param name="open">The index of the {; null for the text itself.</param>
    private void Members(int? open)
    {
        _isBehindBlock = false;
        while (true)
        {
            _cursor.SkipBlank();
            if (_cursor.IsAtEnd)
            {
                if (open is { } unclosed)
                    throw _cursor.Fault(unclosed, "this { is never closed; Akka's parser would take all that follows for its content. Add the }." + AlignmentHint());
                return;
            }

            if (_cursor.Next == '}')
            {
                Close(open ?? throw ClosesNothing());
                return;
            }

            Member();
        }
    }

    private void Close(int open)
    {
        if (_cursor.IsFirstOfItsLine(_cursor.Index) && _cursor.Indentation(_cursor.Index) != _cursor.Indentation(open))
            _misaligned ??= (open, _cursor.Index);
        _cursor.Take();
    }

    private void Member()
    {
        var start = _cursor.Index;
        switch (_cursor.Next)
        {
            case ',' when _isBehindBlock:
                throw _cursor.Fault(start, "Akka's parser takes no comma after the } of a block that follows its key without =. Remove the comma.");
            case ',':
                throw _cursor.Fault(start, "Akka's parser takes a comma only in the line of the value before it, and only one. Move or remove it.");
            case '=' or ':':
                throw _cursor.Fault(start, $"there is no key before this {_cursor.Next}. A value is missing before it, or its own value has this character and must be in quotes.");
            case '{' or '[':
                throw _cursor.Fault(start, $"there is no key before this {_cursor.Next}. Add one, or remove the brackets.");
            case ']':
                throw _cursor.Fault(start, "this ] closes nothing. Remove it, or add the [ that it is for.");
        }

        var key = Path();
        _isBehindBlock = false;
        if (_cursor.Next == '{')
        {
            Block();
            _isBehindBlock = true;
            return;
        }

        if (_cursor.Next == '=' && key.EndsWith('+'))
            throw _cursor.Fault(start, $"Akka's parser has no +=; it would set a key that is named \"{key}\". Write the whole list with =.");
        _cursor.Take();
        _cursor.SkipBlank();
        if (!IsAtValue())
            throw _cursor.Fault(start, $"{key} has no value.{QuotingHint()}");
        Value(key);
        _isBehindBlock = false;
    }

    /// <summary>Reads the keys, separated by dots, up to the = or {.</summary>
    /// <returns>The last key.</returns>
    private string Path()
    {
        while (true)
        {
            var start = _cursor.Index;
            var key = Key(start);
            var isQuoted = _cursor.TextFrom(start).StartsWith('"');
            _cursor.SkipBlank();
            if (!isQuoted && (key == "include" || key.StartsWith("include ", StringComparison.Ordinal)) && _cursor.Next == '"')
            {
                throw _cursor.Fault(start, "Akka's parser has no include. Copy the included text to here, or add it by code: CrosstownOptions.Hocon, or AddHoconFile where you call AddAkka.");
            }

            var line = key.IndexOf('\n', StringComparison.Ordinal);
            if (line >= 0 && !isQuoted)
                throw _cursor.Fault(start, $"{key[..line].TrimEnd()} has no value: neither = nor {{ follows it in its line. Akka's parser would take the next line for a part of its name.");
            if (_cursor.Next is '=' or ':' or '{')
                return key;
            if (_cursor.Next != '.')
                throw _cursor.Fault(_cursor.IsAtEnd ? start : _cursor.Index, $"{key} has no value: neither = nor {{ follows it.{(_cursor.IsAtEnd ? "" : QuotingHint())}");
            _cursor.Take();
            _cursor.SkipBlank();
        }
    }

    private string Key(int start)
    {
        if (_cursor.Next == '"')
        {
            _cursor.TakeQuoted();
            return _cursor.TextFrom(start).Trim('"');
        }

        if (_cursor.IsUnquoted && _cursor.Next != '.')
            return _cursor.TakeUnquotedKey();
        throw _cursor.Fault(start, $"a key is missing here.{QuotingHint()}");
    }

    private bool IsAtValue() => _cursor.IsUnquoted || _cursor.Next is '"' or '{' or '[' || _cursor.Is("${");

    /// <summary>Reads all parts of a value, which end at the end of the line, and a comma behind it.</summary>
    private void Value(string key)
    {
        while (IsAtValue())
        {
            switch (_cursor.Next)
            {
                case '{':
                    Block();
                    break;
                case '[':
                    List();
                    break;
                case '"':
                    _cursor.TakeQuoted();
                    break;
                case '$':
                    Substitution();
                    break;
                default:
                    _cursor.SkipUnquoted();
                    if (_cursor.Next is '=' or ':')
                        throw _cursor.Fault(_cursor.Index, $"the value of {key} has a {_cursor.Next} without quotes. Put the value in quotes, or the keys of an object in braces.");
                    break;
            }

            while (_cursor.Next is ' ' or '\t')
                _cursor.Take();
        }

        if (_cursor.Next == ',')
            _cursor.Take();
    }

    private void List()
    {
        var open = _cursor.Index;
        _cursor.Take();
        while (true)
        {
            _cursor.SkipBlank();
            if (_cursor.IsAtEnd)
                throw _cursor.Fault(open, "this [ is never closed. Add the ].");
            if (_cursor.Next == ']')
                break;
            if (_cursor.Next == '}')
                throw _cursor.Fault(open, $"this [ is not closed before the }} of {_cursor.Line(_cursor.Index)}; Akka's parser would never come to an end. Add the ].");
            if (_cursor.Next == ',')
                throw _cursor.Fault(_cursor.Index, "Akka's parser would make an empty item of this comma. It takes one only in the line of the item before it: move or remove it.");
            if (!IsAtValue())
                throw _cursor.Fault(_cursor.Index, $"an item of a list cannot begin with {_cursor.Next}; Akka's parser would never come to an end.{QuotingHint()}");
            Value("an item");
        }

        _cursor.Take();
    }

    private void Substitution()
    {
        var start = _cursor.Index;
        _cursor.Take(2);
        if (_cursor.Next == '?')
        {
            throw _cursor.Fault(
                start, "Akka's parser has no ${?…}, optional substitutions and environment variables. Set the value by code: CrosstownOptions.Hocon, or AddHocon where you call AddAkka.");
        }

        var path = _cursor.Index;
        _cursor.SkipUnquoted();
        if (_cursor.Next != '}' || _cursor.Index == path)
            throw _cursor.Fault(start, "this ${ is no substitution that Akka's parser takes: it must hold a path without blanks and quotes, and end with }.");
        _cursor.Take();
    }

    private FormatException ClosesNothing() => _cursor.Fault(
        _cursor.Index, "this } closes nothing; Akka's parser would drop in silence all that follows it. Remove it, or add the { that it is for." + AlignmentHint());

    private string QuotingHint() => _cursor.Next is '`' or '^' or '?' or '!' or '@' or '*' or '&' or '\\' or '$' ? $" Text with {_cursor.Next} must be in quotes." : "";

    private string AlignmentHint() => _misaligned is { } misaligned
        ? $" (The }} of {_cursor.Line(misaligned.Close)} closes the {{ of {_cursor.Line(misaligned.Open)}, but is not indented like that line: is it the one?)"
        : "";
}
