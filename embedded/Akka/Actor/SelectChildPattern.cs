namespace Akka.Actor;

public class SelectChildPattern : SelectionPathElement
{
    protected bool Equals(SelectChildPattern other) => throw new NotImplementedException();
    public SelectChildPattern(string patternStr) { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public string PatternStr { get => throw new NotImplementedException(); }
}
