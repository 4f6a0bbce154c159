namespace Akka.Dispatch.SysMsg;

public sealed class StopChild
{
    public IActorRef Child { get => throw new NotImplementedException(); }
    public StopChild(IActorRef child) { }
    public override string ToString() => throw new NotImplementedException();
}
