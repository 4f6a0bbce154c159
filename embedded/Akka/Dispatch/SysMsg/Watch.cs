namespace Akka.Dispatch.SysMsg;

public class Watch : SystemMessage
{
    protected bool Equals(Watch other) => throw new NotImplementedException();
    public IInternalActorRef Watchee { get => throw new NotImplementedException(); }
    public IInternalActorRef Watcher { get => throw new NotImplementedException(); }
    public Watch(IInternalActorRef watchee, IInternalActorRef watcher) { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
}
