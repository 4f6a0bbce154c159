namespace Akka.Actor;

/// <summary>All children whose name matches: <c>*</c> is any text, <c>?</c> any one character.</summary>
public class SelectChildPattern : SelectionPathElement
{
    public SelectChildPattern(string patternStr) => PatternStr = patternStr;

    public string PatternStr { get; }

    protected bool Equals(SelectChildPattern other) => PatternStr == other.PatternStr;

    public override bool Equals(object obj) => obj is SelectChildPattern other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => PatternStr?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => PatternStr;
}
