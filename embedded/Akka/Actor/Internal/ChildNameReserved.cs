namespace Akka.Actor.Internal;

public class ChildNameReserved : IChildStats
{
    public override string ToString() => throw new NotImplementedException();
    public static ChildNameReserved Instance { get => throw new NotImplementedException(); }
    internal ChildNameReserved() { }
}
