namespace Akka.Actor;

public abstract class UntypedActor : ActorBase
{
    protected UntypedActor() { }
    protected abstract void OnReceive(object message);
    protected sealed override bool Receive(object message) => throw new NotImplementedException();
    protected static new IUntypedActorContext Context { get => throw new NotImplementedException(); }
    protected void Become(UntypedReceive receive) => throw new NotImplementedException();
    protected void BecomeStacked(UntypedReceive receive) => throw new NotImplementedException();
    protected void RunTask(Action action) => throw new NotImplementedException();
    protected void RunTask(Func<Task> action) => throw new NotImplementedException();
}
