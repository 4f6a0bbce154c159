namespace Akka.Dispatch.SysMsg;

public sealed class StopChild(IActorRef child)
{
    public IActorRef Child { get; } = child;
    public override string ToString() => $"<StopChild> {Child}";
}
