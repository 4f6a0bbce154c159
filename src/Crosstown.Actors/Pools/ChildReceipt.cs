using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The sender of one message to a worker's child, and of the Identify after it. The child's cell answers the Identify on the child's thread, after the receive of the message has
/// returned and before the next one begins. So the events noted here are in the order in which they happened, and the sender of the message at which the child failed names the deferral.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="run">The run of the deferral whose message it is.</param>
/// <param name="message">The message.</param>
internal sealed class ChildReceipt(IInternalActorRef worker, DeferralRun run, object message) : MinimalActorRef
{
    /// <summary>Without a message id: each receipt gets the answer to its own Identify.</summary>
    private static readonly Identify Question = new(null);

    /// <summary>Far longer than a thread needs for a few instructions, also where it loses its processor among them.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _ended = new();
    private IActorRef _child = ActorRefs.Nobody;

    /// <summary>The message has become a dead letter without being received. Set on the thread that empties the mailbox, before the Identify behind the message is answered.</summary>
    private volatile bool _isUndelivered;
    private volatile bool _threw;
    private volatile Exception? _lost;

    public override ActorPath Path { get; } = worker.Path / "receipt";

    public override IActorRefProvider Provider => worker.Provider;

    public DeferralRun Run => run;

    public Deferral Deferral => run.Deferral;

    /// <summary>Completes when the receive has returned, and fails when it has not and will not. The first of the two counts.</summary>
    public Task Ended => _ended.Task;

    public bool IsUndelivered => _isUndelivered;

    /// <summary>
    /// The child ended in its failure on the message. Needed where its worker was stopping and so never heard of the failure: a cell that waits for its children to go hears only
    /// of their going. Set on the child's thread while it empties its mailbox; by then a receive that returned has left the cell no current message.
    /// </summary>
    public bool Threw => _threw;

    /// <summary>
    /// Whether the child's mailbox closed while the message was sent: a message that is added to a mailbox after that was emptied disappears without becoming a dead letter.
    /// </summary>
    public bool MayHaveVanished { get; private set; }

    /// <summary>Whether the message was sent to a second child, because the first one stopped before receiving it.</summary>
    public bool IsResent { get; private set; }

    /// <summary>The child's exception, kept until the child has stopped.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Sends the message and the Identify after it. Called by the worker only.</summary>
    public void Tell(IActorRef child)
    {
        IsResent = !_child.IsNobody();
        _child = child;
        _isUndelivered = false;
        var cell = CellOf(child);
        var mailbox = cell.Mailbox;
        child.Tell(message, this);
        // A cell that ends exchanges its mailbox, and then empties it. If the cell still has this mailbox after the fence, its clean-up has yet to come and will find the message.
        Interlocked.MemoryBarrier();
        MayHaveVanished = !ReferenceEquals(mailbox, cell.Mailbox);
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
            _isUndelivered = true;
    }

    /// <summary>Notes the exception of a receive of which the worker was not told, because the child had been told to stop before.</summary>
    public void NoteUnheardException(Exception exception) => _lost = exception;

    /// <summary>
    /// Called when the child has stopped and its receive has returned or thrown. The exception of an asynchronous receive then becomes a dead letter, on the child's thread, a few
    /// instructions after the worker hears of the child's end, and its absence cannot be seen. So the fate waits a moment for it; the worker does not.
    /// </summary>
    public void SucceedUnlessLost()
    {
        Task.Delay(Moment, TimeProvider.System).ContinueWith(
            static (_, receipt) => ((ChildReceipt)receipt!).Settle(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        run.Release();
    }

    private void Settle()
    {
        if (_lost is { } lost)
            Fail(Failed(_child, lost));
        else
            _ended.TrySetResult();
    }

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    /// <summary>Called on the child's thread, or on the thread that empties the mailbox of a stopped child. Answers from the child's own code are ignored: nothing waits for them.</summary>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not ActorIdentity identity || Ended.IsCompleted)
            return;
        if (identity.Subject is null || identity.Subject.IsNobody())
        {
            // On another thread the child may be alive, and at work on this very message.
            if (ReferenceEquals(ActorCell.GetCurrentSelfOrNoSender(), _child) && CellOf(_child) is { CurrentMessage: not null } cell && ReferenceEquals(cell.Sender, this))
                _threw = true;
            worker.Tell(new QuestionLost(this), ActorRefs.NoSender);
        }
        else if (IsUndelivered)
            Fail(new InvalidOperationException($"The actor {_child.Path} was not given the message: its mailbox dropped it. Give a pool's actors an unbounded mailbox."));
        else
            _ended.TrySetResult();
    }

    public static ActorCell CellOf(IActorRef child) => (ActorCell)((ActorRefWithCell)child).Underlying;

    public static InvalidOperationException Failed(IActorRef child, Exception failure) => new($"The actor {child.Path} failed: {SafeMessage.Of(failure)}", failure);
}
