namespace Akka.Dispatch.SysMsg;

public class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    public IInternalActorRef Watchee { get; } = watchee;
    public IInternalActorRef Watcher { get; } = watcher;

    protected bool Equals(Watch other) => Equals(Watchee, other.Watchee) && Equals(Watcher, other.Watcher);
    public override bool Equals(object obj) => obj is Watch other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(Watchee, Watcher);
    public override string ToString() => $"<Watch>: {Watcher} watches {Watchee}";
}
