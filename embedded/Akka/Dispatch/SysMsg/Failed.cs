namespace Akka.Dispatch.SysMsg;

public sealed class Failed : SystemMessage
{
    public IActorRef Child { get => throw new NotImplementedException(); }
    public Exception Cause { get => throw new NotImplementedException(); }
    public Failed(IActorRef child, Exception cause, long uid) { }
    public long Uid { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
}
