namespace Akka.Actor;

public class DeadLetterActorRef : EmptyLocalActorRef
{
    protected override bool SpecialHandle(object message, IActorRef sender) => throw new NotImplementedException();
    protected override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    public DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : base(provider, path, eventStream) { }
}
