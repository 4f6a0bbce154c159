namespace Akka.Dispatch.SysMsg;

public sealed class Supervise(IActorRef child, bool async) : SystemMessage
{
    public IActorRef Child { get; } = child;
    public bool Async { get; } = async;
    public override string ToString() => $"<Supervise> {Child}{(Async ? " async" : "")}";
}
