namespace Akka.Actor;

public class SelectParent : SelectionPathElement
{
    public SelectParent() { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public static readonly SelectParent Instance = default;
}
