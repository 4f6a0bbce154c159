namespace Akka.Actor;

public abstract class UntypedActor : ActorBase
{
    protected static new IUntypedActorContext Context => CurrentCell;

    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    protected abstract void OnReceive(object message);

    /// <summary>Runs the task as part of the current message: user messages wait until it is done, a failure is the actor's.</summary>
    protected void RunTask(Action action) => ActorTaskScheduler.RunTask(action);

    /// <inheritdoc cref="RunTask(Action)"/>
    protected void RunTask(Func<Task> action) => ActorTaskScheduler.RunTask(action);

    protected void Become(UntypedReceive receive) => Context.Become(receive);

    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
