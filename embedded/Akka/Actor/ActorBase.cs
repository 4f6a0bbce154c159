namespace Akka.Actor;

public abstract class ActorBase : IInternalActor
{
    /// <summary>Kept even when the cell has let this instance go: an actor may still be asked for Self after it was stopped.</summary>
    private readonly ActorCell _cell;

    protected ActorBase()
    {
        var cell = InternalCurrentActorCellKeeper.Current;
        if (cell == null || !cell.IsCreatingActor)
            throw new ActorInitializationException(
                $"You cannot create an instance of [{GetType().FullName}] with new; it must be created by ActorOf, from its Props.");
        _cell = cell;
        cell.ActorIsConstructed();
    }

    IActorContext IInternalActor.ActorContext => OwnCell;

    /// <exception cref="NotSupportedException">The calling code does not run in an actor.</exception>
    protected static IActorContext Context => CurrentCell;

    protected static Receive EmptyReceive { get; } = static _ => false;

    protected IActorRef Self => _cell.Self;

    protected IActorRef Sender => (OwnCell ?? CurrentCell).Sender;

    /// <summary>Null once the cell has let this instance go.</summary>
    internal ActorCell OwnCell => _cell.Holds(this) ? _cell : null;

    internal bool BelongsTo(ActorCell cell) => ReferenceEquals(_cell, cell);

    internal static ActorCell CurrentCell => InternalCurrentActorCellKeeper.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    internal SupervisorStrategy OwnStrategy() => SupervisorStrategy();

    protected abstract bool Receive(object message);

    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        if (!receive(message))
            Unhandled(message);
        return true;
    }

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop() => PostStop();

    public virtual void AroundPreRestart(Exception cause, object message) => PreRestart(cause, message);

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    protected virtual void PreStart()
    {
    }

    protected virtual void PostStop()
    {
    }

    protected virtual void PreRestart(Exception reason, object message)
    {
        _cell.StopChildrenForRestart();
        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <exception cref="DeathPactException">A watched actor's <see cref="Terminated"/> was not handled.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        var cell = OwnCell ?? CurrentCell;
        cell.System.EventStream.Publish(new UnhandledMessage(message, cell.Sender ?? cell.System.DeadLetters, Self));
    }

    protected void Become(Receive receive) => CurrentCell.Become(receive);

    protected void BecomeStacked(Receive receive) => CurrentCell.BecomeStacked(receive);

    protected void UnbecomeStacked() => CurrentCell.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => CurrentCell.SetReceiveTimeout(timeout);

    /// <summary>Hands the message to the actor without a delegate for its receive method.</summary>
    internal void ReceiveDirectly(object message)
    {
        if (!Receive(message))
            Unhandled(message);
    }

    internal Receive ReceiveDelegate() => Receive;
}
