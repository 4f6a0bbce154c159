namespace Akka.Actor;

public abstract class MinimalActorRef : InternalActorRefBase
{
    protected MinimalActorRef() { }
    protected override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    public override IActorRef GetChild(IReadOnlyList<string> name) => throw new NotImplementedException();
    public override IInternalActorRef Parent { get => throw new NotImplementedException(); }
    public override bool IsLocal { get => throw new NotImplementedException(); }
    public override void Restart(Exception cause) => throw new NotImplementedException();
    public override void Resume(Exception causedByFailure = null) => throw new NotImplementedException();
    public override void SendSystemMessage(ISystemMessage message) => throw new NotImplementedException();
    public override void Start() => throw new NotImplementedException();
    public override void Stop() => throw new NotImplementedException();
    public override void Suspend() => throw new NotImplementedException();
}
