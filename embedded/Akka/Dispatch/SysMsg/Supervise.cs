namespace Akka.Dispatch.SysMsg;

public sealed class Supervise : SystemMessage
{
    public IActorRef Child { get => throw new NotImplementedException(); }
    public Supervise(IActorRef child, bool async) { }
    public bool Async { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
}
