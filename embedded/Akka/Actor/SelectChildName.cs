namespace Akka.Actor;

public class SelectChildName : SelectionPathElement
{
    protected bool Equals(SelectChildName other) => throw new NotImplementedException();
    public SelectChildName(string name) { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public string Name { get => throw new NotImplementedException(); }
}
