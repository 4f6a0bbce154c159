namespace Akka.Dispatch.SysMsg;

public sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage
{
    public IActorRef Child { get; } = child;
    public Exception Cause { get; } = cause;
    public long Uid { get; } = uid;
    public override string ToString() => $"<Failed>: {Child} ({Uid}) {Cause}";
}
