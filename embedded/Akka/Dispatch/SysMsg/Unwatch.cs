namespace Akka.Dispatch.SysMsg;

public sealed class Unwatch : SystemMessage
{
    public IInternalActorRef Watchee { get => throw new NotImplementedException(); }
    public IInternalActorRef Watcher { get => throw new NotImplementedException(); }
    public Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
}
