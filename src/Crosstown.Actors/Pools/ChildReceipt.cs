using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The sender of one message to a worker's child, and of the Identify after it. The child's cell answers that on the child's thread, after the message's receive has returned
/// and before it takes another: so what is noted here is in the order of what happened, and an exception of the child's can be told by its sender.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="deferral">The deferral whose message it is.</param>
/// <param name="message">The message.</param>
internal sealed class ChildReceipt(IInternalActorRef worker, Deferral deferral, object message) : MinimalActorRef
{
    /// <summary>The identities need no name: each receipt gets its own.</summary>
    private static readonly Identify Question = new(null);

    private readonly TaskCompletionSource _ended = new();
    private IActorRef _child = ActorRefs.Nobody;

    /// <summary>The child never took the message: it is among the dead letters. Set on the thread that buries it, before that answers the Identify after it.</summary>
    private bool _isBuried;

    public override ActorPath Path { get; } = worker.Path / "receipt";

    public override IActorRefProvider Provider => worker.Provider;

    public Deferral Deferral => deferral;

    /// <summary>Completes when the receive has returned, and fails when it has not and will not. The first says it.</summary>
    public Task Ended => _ended.Task;

    public bool IsBuried => Volatile.Read(ref _isBuried);

    /// <summary>It was told to a second child, since the first had gone without taking it.</summary>
    public bool IsRetold { get; private set; }

    /// <summary>What the child threw, kept until the child has gone.</summary>
    public Exception? Failure { get; set; }

    /// <summary>By the worker alone.</summary>
    public void Tell(IActorRef child)
    {
        IsRetold = !_child.IsNobody();
        _child = child;
        Volatile.Write(ref _isBuried, false);
        child.Tell(message, this);
        Ask();
    }

    /// <summary>Has the child say that it is done with what it was told before. By the worker alone.</summary>
    public void Ask() => _child.Tell(Question, this);

    public void AskLater(IScheduler scheduler, TimeSpan delay) => scheduler.ScheduleTellOnce(delay, _child, Question, this);

    public bool WasTold(IActorRef child) => ReferenceEquals(_child, child);

    /// <summary>A message to the child was not taken.</summary>
    public void Bury(IActorRef recipient)
    {
        // The child may have forwarded it, with its sender, to an actor that is dead.
        if (recipient.Equals(_child))
            Volatile.Write(ref _isBuried, true);
    }

    public void Succeed() => _ended.TrySetResult();

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    /// <summary>On the child's thread, or on that of whoever buries its mail. An answer that the child's own code tells its sender has nobody who waits for it.</summary>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not ActorIdentity identity || Ended.IsCompleted)
            return;
        if (identity.Subject is null || identity.Subject.IsNobody())
            worker.Tell(new QuestionLost(this), ActorRefs.NoSender);
        else if (IsBuried)
            Fail(new InvalidOperationException($"The actor {_child.Path} was not given the message: its mailbox dropped it. Let a pool's actors have an unbounded mailbox."));
        else
            Succeed();
    }
}
