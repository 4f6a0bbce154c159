namespace Akka.Actor;

/// <summary>The sender of an Ask: what is told to it first is the answer. It has a path below /temp once somebody wants to know it.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private ActorPath _path;
    /// <summary>The path was handed out, so the ref can be found by it until it has its answer.</summary>
    private bool _registered;

    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        _path = path;
        Provider = provider;
    }

    public override IActorRefProvider Provider { get; }

    public override ActorPath Path => _path ?? Register();

    internal override long Uid => ActorCell.UndefinedUid;

    internal Task<T> Task => _result.Task;

    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        var taken = message switch
        {
            ISystemMessage => _result.TrySetException(
                new InvalidOperationException($"system message of type '{message.GetType().Name}' is invalid for {nameof(FutureActorRef<T>)}")),
            Status.Failure failure when !typeof(Status).IsAssignableFrom(typeof(T)) => _result.TrySetException(
                failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            T answer => _result.TrySetResult(answer),
            _ => _result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (taken)
            Ended();
        else
            Provider.DeadLetters.Tell(new DeadLetter(message, sender ?? Provider.DeadLetters, this), sender);
    }

    /// <summary>The ask is over: nobody need find this ref any more.</summary>
    private protected virtual void Ended() => Unregister();

    internal bool Fail(Exception cause)
    {
        if (!_result.TrySetException(cause))
            return false;
        Ended();
        return true;
    }

    internal void Cancel(CancellationToken token)
    {
        if (_result.TrySetCanceled(token))
            Ended();
    }

    private ActorPath Register()
    {
        lock (this)
        {
            if (_path == null)
            {
                _path = Provider.TempPath();
                if (!_result.Task.IsCompleted)
                {
                    Provider.RegisterTempActor(this, _path);
                    Volatile.Write(ref _registered, true);
                }
            }
        }
        // The answer may have come between the look and the registration.
        if (_result.Task.IsCompleted)
            Unregister();
        return _path;
    }

    private void Unregister()
    {
        if (!Volatile.Read(ref _registered))
            return;
        Volatile.Write(ref _registered, false);
        Provider.UnregisterTempActor(_path);
    }
}
