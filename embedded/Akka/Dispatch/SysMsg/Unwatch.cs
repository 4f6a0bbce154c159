namespace Akka.Dispatch.SysMsg;

public sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;
    public IInternalActorRef Watcher { get; } = watcher;

    public override bool Equals(object obj) => obj is Unwatch other && Equals(Watchee, other.Watchee) && Equals(Watcher, other.Watcher);
    public override int GetHashCode() => HashCode.Combine(Watchee, Watcher);
    public override string ToString() => $"<Unwatch>: {Watcher} no longer watches {Watchee}";
}
