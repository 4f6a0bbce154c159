using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The sender of one message to a worker's child, and of the Identify after it. The child's cell answers the Identify on the child's thread, after the receive of the message has
/// returned and before the next one begins. So the events noted here are in the order in which they happened, and the sender of the message at which the child failed names the deferral.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="deferral">The deferral whose message it is.</param>
/// <param name="message">The message.</param>
internal sealed class ChildReceipt(IInternalActorRef worker, Deferral deferral, object message) : MinimalActorRef
{
    /// <summary>Without a message id: each receipt gets the answer to its own Identify.</summary>
    private static readonly Identify Question = new(null);

    private readonly TaskCompletionSource _ended = new();
    private IActorRef _child = ActorRefs.Nobody;

    /// <summary>The message has become a dead letter without being received. Set on the thread that empties the mailbox, before the Identify behind the message is answered.</summary>
    private bool _isUndelivered;

    public override ActorPath Path { get; } = worker.Path / "receipt";

    public override IActorRefProvider Provider => worker.Provider;

    public Deferral Deferral => deferral;

    /// <summary>Completes when the receive has returned, and fails when it has not and will not. The first of the two counts.</summary>
    public Task Ended => _ended.Task;

    public bool IsUndelivered => Volatile.Read(ref _isUndelivered);

    /// <summary>Whether the message was sent to a second child, because the first one stopped before receiving it.</summary>
    public bool IsResent { get; private set; }

    /// <summary>The child's exception, kept until the child has stopped.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Sends the message and the Identify after it. Called by the worker only.</summary>
    public void Tell(IActorRef child)
    {
        IsResent = !_child.IsNobody();
        _child = child;
        Volatile.Write(ref _isUndelivered, false);
        child.Tell(message, this);
        Ask();
    }

    /// <summary>Asks the child to answer once it has received everything sent before. Called by the worker only.</summary>
    public void Ask() => _child.Tell(Question, this);

    public void AskLater(IScheduler scheduler, TimeSpan delay) => scheduler.ScheduleTellOnce(delay, _child, Question, this);

    public bool WasTold(IActorRef child) => ReferenceEquals(_child, child);

    /// <summary>Notes that the message to the child became a dead letter.</summary>
    public void MarkUndelivered(IActorRef recipient)
    {
        // Only if it was sent to the child itself: the child may have forwarded the message, with this sender, to an actor that has stopped.
        if (recipient.Equals(_child))
            Volatile.Write(ref _isUndelivered, true);
    }

    public void Succeed() => _ended.TrySetResult();

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    /// <summary>Called on the child's thread, or on the thread that empties the mailbox of a stopped child. Answers from the child's own code are ignored: nothing waits for them.</summary>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not ActorIdentity identity || Ended.IsCompleted)
            return;
        if (identity.Subject is null || identity.Subject.IsNobody())
            worker.Tell(new QuestionLost(this), ActorRefs.NoSender);
        else if (IsUndelivered)
            Fail(new InvalidOperationException($"The actor {_child.Path} was not given the message: its mailbox dropped it. Give a pool's actors an unbounded mailbox."));
        else
            Succeed();
    }
}
