namespace Akka.Actor;

public class SelectChildName : SelectionPathElement
{
    public SelectChildName(string name) => Name = name;

    public string Name { get; }

    protected bool Equals(SelectChildName other) => Name == other.Name;

    public override bool Equals(object obj) => obj is SelectChildName other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => Name?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => Name;
}
