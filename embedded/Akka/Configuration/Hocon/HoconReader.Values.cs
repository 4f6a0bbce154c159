using System.Globalization;

namespace Akka.Configuration.Hocon;

internal sealed partial class HoconReader
{
    private int _partStart;

    /// <summary>The parts that stand side by side up to the end of the line, a comma, a comment or a closing bracket.</summary>
    private HoconNode ReadValue(string expected)
    {
        SkipBlanks();
        var start = _at;
        source.RequireStack(start);
        List<HoconNode> parts = null;
        HoconNode only = null;
        while (true)
        {
            var blank = _at;
            while (_at < _text.Length && IsSpace(_text[_at]) && _text[_at] is not '\n' and not '\r')
                _at++;
            if (ReadPart() is not { } part)
                break;
            if (only is null)
            {
                only = part;
                continue;
            }

            parts ??= [only];
            if (_partStart > blank)
                parts.Add(new LiteralNode(_text[blank.._partStart], isBlank: true));
            parts.Add(part);
        }

        if (only is null)
            throw source.Error(_at, _at == _text.Length ? $"Expected {expected}; the end of the text was reached" : $"Expected {expected}, found '{_text[_at]}'");
        if (parts is not null)
            return new ConcatNode(parts, start);
        return only is LiteralNode { Text: "null" } && _text[start] != '"' ? new LiteralNode(null) : only;
    }

    /// <summary>Null where the value ends.</summary>
    private HoconNode ReadPart()
    {
        _partStart = _at;
        if (_at == _text.Length || AtComment)
            return null;
        switch (Peek())
        {
            case '{':
                var child = new ObjectNode();
                ReadObject(child);
                return child;
            case '[':
                return ReadArray();
            case '"':
                return new LiteralNode(Matches("\"\"\"") ? ReadTripleQuoted() : ReadQuoted());
            case '$':
                return ReadSubstitution();
            case '}' or ']' or ',' or '\n' or '\r':
                return null;
            default:
                return ReadUnquoted();
        }
    }

    private LiteralNode ReadUnquoted()
    {
        var start = _at;
        while (_at < _text.Length && !IsSpace(_text[_at]) && !NotInText.Contains(_text[_at]) && !AtComment)
            _at++;
        if (_at == start)
            throw source.Error(_at, $"'{_text[_at]}' may not stand outside quotes");
        return new LiteralNode(_text[start.._at]);
    }

    private ArrayNode ReadArray()
    {
        var open = _at++;
        source.RequireStack(open);
        var array = new ArrayNode();
        while (true)
        {
            SkipBlanks();
            if (_at == _text.Length)
                throw source.Error(open, "This [ has no ]; the end of the text was reached");
            if (Peek() == ']')
            {
                _at++;
                return array;
            }

            array.Items.Add(ReadValue("a list element"));
            SkipComma();
        }
    }

    private SubstitutionNode ReadSubstitution()
    {
        var start = _at;
        if (!Matches("${"))
            throw source.Error(start, "Unknown token '$'; a substitution is ${path} or ${?path}, and other text with $ is quoted");
        _at += 2;
        var optional = Peek() == '?';
        if (optional)
            _at++;
        var end = _text.IndexOf('}', _at);
        var line = _text.IndexOf('\n', _at);
        if (end < 0 || (line >= 0 && line < end))
            throw source.Error(start, "This ${ has no }");
        var path = _text[_at..end].Trim();
        if (path.Length == 0)
            throw source.Error(_at, "Expected a path");
        _at = end + 1;
        return new SubstitutionNode(path, optional, start);
    }

    private string ReadTripleQuoted()
    {
        var start = _at;
        var end = _text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
        if (end < 0)
            throw source.Error(start, "These \"\"\" are not closed; the end of the text was reached");
        // Quotes beyond three at the end belong to the text.
        while (end + 3 < _text.Length && _text[end + 3] == '"')
            end++;
        _at = end + 3;
        return _text[(start + 3)..end];
    }

    private string ReadQuoted()
    {
        var open = _at++;
        var text = new StringBuilder();
        while (true)
        {
            if (_at == _text.Length)
                throw source.Error(open, "This quote is not closed; the end of the text was reached");
            var c = _text[_at++];
            if (c == '"')
                return text.ToString();
            text.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    private char ReadEscape()
    {
        var code = Peek();
        _at++;
        switch (code)
        {
            case '"' or '\\' or '/':
                return code;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when _at + 4 <= _text.Length
                && ushort.TryParse(_text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                _at += 4;
                return (char)unit;
            default:
                throw source.Error(_at - 2, "Unknown escape; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX");
        }
    }
}
