namespace Akka.Actor;

public class EmptyLocalActorRef : MinimalActorRef
{
    protected override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    protected virtual bool SpecialHandle(object message, IActorRef sender) => throw new NotImplementedException();
    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) { }
    public override ActorPath Path { get => throw new NotImplementedException(); }
    public override IActorRefProvider Provider { get => throw new NotImplementedException(); }
    public override void SendSystemMessage(ISystemMessage message) => throw new NotImplementedException();
}
