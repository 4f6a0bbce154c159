using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

public class MatchesAll : IStringMatcher
{
    private MatchesAll()
    {
    }

    public static IStringMatcher Instance { get; } = new MatchesAll();

    public bool IsMatch(string s) => true;

    public override string ToString() => "";
}

public class EqualsString : IStringMatcher
{
    private readonly string _s;

    public EqualsString(string s) => _s = s;

    public bool IsMatch(string s) => string.Equals(_s, s, StringComparison.Ordinal);

    public override string ToString() => $"== \"{_s}\"";
}

public class StartsWithString : IStringMatcher
{
    private readonly string _start;

    public StartsWithString(string start) => _start = start;

    public bool IsMatch(string s) => s is not null && s.StartsWith(_start, StringComparison.Ordinal);

    public override string ToString() => $"starts with \"{_start}\"";
}

public class ContainsString : IStringMatcher
{
    private readonly string _part;

    public ContainsString(string part) => _part = part;

    public bool IsMatch(string s) => s is not null && s.Contains(_part, StringComparison.Ordinal);

    public override string ToString() => $"contains \"{_part}\"";
}

public class RegexMatcher : IStringMatcher
{
    private readonly Regex _regex;

    public RegexMatcher(Regex regex) => _regex = regex;

    public bool IsMatch(string s) => s is not null && _regex.IsMatch(s);

    public override string ToString() => $"matches /{_regex}/";
}

public class PredicateMatcher : IStringMatcher
{
    private readonly Predicate<string> _predicate;
    private readonly string _hint;

    public PredicateMatcher(Predicate<string> predicate, string hint = "")
    {
        _predicate = predicate;
        _hint = hint;
    }

    public bool IsMatch(string s) => _predicate(s);

    public override string ToString() => $"fulfils the predicate {_hint}".TrimEnd();
}

/// <summary>
/// Matches a log source that is the string itself, or an actor's path that is the same with or without its address
/// (<c>/user/a</c>, <c>akka://test/user/a</c>), whatever the actor's uid.
/// </summary>
public class EqualsStringAndPathMatcher : IStringMatcher
{
    private readonly string _path;
    private readonly bool _canBeRelative;

    public EqualsStringAndPathMatcher(string path, bool canBeRelative = true)
    {
        _path = path;
        _canBeRelative = canBeRelative;
    }

    public bool IsMatch(string path)
    {
        if (string.Equals(_path, path, StringComparison.OrdinalIgnoreCase))
            return true;
        if (path is null || !ActorPath.TryParse(WithoutBrackets(path), out var actual))
            return false;
        if (ActorPath.TryParse(_path, out var expected))
            return actual.ToStringWithoutAddress() == expected.ToStringWithoutAddress() && actual.Address.Equals(expected.Address);
        return _canBeRelative && actual.ToStringWithoutAddress() == (_path.StartsWith('/') ? _path : "/" + _path);
    }

    public override string ToString() => $"== \"{_path}\"";

    private static string WithoutBrackets(string source) => source is ['[', .., ']'] ? source[1..^1] : source;
}
