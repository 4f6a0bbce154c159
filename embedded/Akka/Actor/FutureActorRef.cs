namespace Akka.Actor;

public class FutureActorRef<T> : MinimalActorRef
{
    protected override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider) { }
    public override ActorPath Path { get => throw new NotImplementedException(); }
    public override IActorRefProvider Provider { get => throw new NotImplementedException(); }
    public virtual void DeliverAsk(object message, ICanTell destination) => throw new NotImplementedException();
}
