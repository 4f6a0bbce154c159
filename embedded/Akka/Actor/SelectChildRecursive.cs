namespace Akka.Actor;

public class SelectChildRecursive : SelectionPathElement
{
    public SelectChildRecursive() { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public static readonly SelectChildRecursive Instance = default;
}
