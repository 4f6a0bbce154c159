namespace Akka.Actor;

public abstract class ActorBase : IInternalActor
{
    protected ActorBase() { }
    IActorContext IInternalActor.ActorContext => throw new NotImplementedException();
    protected IActorRef Self { get => throw new NotImplementedException(); }
    protected IActorRef Sender { get => throw new NotImplementedException(); }
    protected abstract bool Receive(object message);
    protected internal virtual bool AroundReceive(Receive receive, object message) => throw new NotImplementedException();
    protected static IActorContext Context { get => throw new NotImplementedException(); }
    protected static Receive EmptyReceive { get => throw new NotImplementedException(); }
    protected virtual SupervisorStrategy SupervisorStrategy() => throw new NotImplementedException();
    protected virtual void PostRestart(Exception reason) => throw new NotImplementedException();
    protected virtual void PostStop() => throw new NotImplementedException();
    protected virtual void PreRestart(Exception reason, object message) => throw new NotImplementedException();
    protected virtual void PreStart() => throw new NotImplementedException();
    protected virtual void Unhandled(object message) => throw new NotImplementedException();
    protected void Become(Receive receive) => throw new NotImplementedException();
    protected void BecomeStacked(Receive receive) => throw new NotImplementedException();
    protected void SetReceiveTimeout(TimeSpan? timeout) => throw new NotImplementedException();
    protected void UnbecomeStacked() => throw new NotImplementedException();
    public virtual void AroundPostRestart(Exception cause, object message) => throw new NotImplementedException();
    public virtual void AroundPostStop() => throw new NotImplementedException();
    public virtual void AroundPreRestart(Exception cause, object message) => throw new NotImplementedException();
    public virtual void AroundPreStart() => throw new NotImplementedException();
}
