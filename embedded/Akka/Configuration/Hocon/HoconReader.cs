namespace Akka.Configuration.Hocon;

// root    = '{' fields '}' | fields
// field   = include "name" | path ( '{' fields '}' | ('=' | ':' | '+=') value [','] )
// value   = one or more of object, list, text, substitution, side by side on one line
/// <summary>Reads text into nodes; <see cref="HoconResolver"/> makes values of them.</summary>
internal sealed partial class HoconReader(HoconSource source, Func<string, HoconRoot> include)
{
    private const string NotInKey = "$\"{}[]:=,#`^?!@*&\\.";
    private const string NotInText = "$\"{}[]:=,#`^?!@*&\\";

    private readonly string _text = source.Text;
    private int _at;

    internal ObjectNode ReadRoot()
    {
        var root = new ObjectNode();
        if (_text.StartsWith('\uFEFF'))
            _at++;
        SkipBlanks();
        if (Peek() == '[')
            throw source.Error(_at, "The root must be an object, not a list");
        if (Peek() == '{')
            ReadObject(root);
        else
            ReadFields(root, isRoot: true);
        SkipBlanks();
        return _at == _text.Length ? root : throw source.Error(_at, $"Nothing may follow the root object, but '{_text[_at]}' does");
    }

    private char Peek(int ahead = 0) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private bool Matches(string token) => string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;

    private bool AtComment => Peek() == '#' || Matches("//");

    private void SkipComment()
    {
        var end = _text.IndexOf('\n', _at);
        _at = end < 0 ? _text.Length : end;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (AtComment)
                SkipComment();
            else if (IsSpace(_text[_at]))
                _at++;
            else
                return;
        }
    }

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';

    private void ReadObject(ObjectNode into)
    {
        var open = _at++;
        source.RequireStack(open);
        ReadFields(into, isRoot: false);
        if (Peek() != '}')
            throw source.Error(open, "This { has no }; the end of the text was reached");
        _at++;
    }

    /// <summary>Fields up to the closing brace, which is left, or at the root to the end of the text.</summary>
    private void ReadFields(ObjectNode into, bool isRoot)
    {
        while (true)
        {
            SkipBlanks();
            if (_at == _text.Length)
                return;
            if (Peek() == '}')
            {
                if (isRoot)
                    throw source.Error(_at, "This } closes nothing");
                return;
            }

            if (AtInclude)
                ReadInclude(into);
            else
                ReadField(into);
        }
    }

    private bool AtInclude
    {
        get
        {
            if (!Matches("include"))
                return false;
            var next = _at + "include".Length;
            while (next < _text.Length && _text[next] is ' ' or '\t')
                next++;
            return next < _text.Length && _text[next] == '"';
        }
    }

    private void ReadInclude(ObjectNode into)
    {
        var start = _at;
        _at = _text.IndexOf('"', _at);
        var name = ReadQuoted();
        if (include is null)
            throw source.Error(start, $"There is no include callback to read '{name}' with");
        var value = include(name)?.Value ?? throw source.Error(start, $"The include callback returned nothing for '{name}'");
        var included = value.GetObject() ?? throw source.Error(start, $"The include '{name}' is not an object");
        Graft(included, into);
        SkipComma();
    }

    private static void Graft(HoconObject from, ObjectNode into)
    {
        foreach (var (key, value) in from.Items)
        {
            // Its objects are opened up, so that what is written after the include merges with them.
            if (value.GetObject() is { } child)
                Graft(child, into.Field(key).OpenObject());
            else
                into.Field(key).Add(new ResolvedNode(value));
        }
    }

    private void ReadField(ObjectNode into)
    {
        var start = _at;
        var field = ReadPath(into);
        SkipBlanks();
        if (Peek() == '{')
        {
            // No comma is taken after this brace: Akka.NET's parser refuses one here.
            ReadObject(field.OpenObject());
            return;
        }

        if (Matches("+="))
        {
            _at += 2;
            var previous = new PreviousNode();
            var item = new ArrayNode();
            item.Items.Add(ReadValue("a value after +="));
            previous.Entry = field.Add(new ConcatNode([previous, item], start));
        }
        else if (Peek() is '=' or ':')
        {
            _at++;
            field.Add(ReadValue($"a value for '{_text[start..(_at - 1)].Trim()}'"));
        }
        else
        {
            throw _at == _text.Length
                ? source.Error(start, "This key has no value; the end of the text was reached")
                : source.Error(_at, $"Expected =, : or {{ after '{_text[start.._at].Trim()}', found '{_text[_at]}'");
        }

        SkipComma();
    }

    private void SkipComma()
    {
        SkipBlanks();
        if (Peek() == ',')
            _at++;
    }

    private HoconField ReadPath(ObjectNode into)
    {
        while (true)
        {
            var field = into.Field(ReadKey());
            while (Peek() is ' ' or '\t')
                _at++;
            if (Peek() != '.')
                return field;
            _at++;
            into = field.OpenObject();
        }
    }

    private string ReadKey()
    {
        while (Peek() is ' ' or '\t')
            _at++;
        if (Peek() == '"')
            return ReadQuoted();
        var start = _at;
        while (_at < _text.Length && !NotInKey.Contains(_text[_at]) && !AtComment && !Matches("+=") && Peek() is not '\n' and not '\r')
            _at++;
        return _at > start ? _text[start.._at].TrimEnd()
            : throw source.Error(_at, _at == _text.Length ? "A key ends in a dot" : $"Expected a key, found '{_text[_at]}'");
    }
}
