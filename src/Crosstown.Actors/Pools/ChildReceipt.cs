using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The sender of one message to a worker's child, and of the Identify after it. The child's cell answers that on the child's thread, after the message's receive has returned
/// and before it takes another: so what is noted here is in the order of what happened, and an exception of the child's can be told by its sender.
/// </summary>
/// <param name="worker">The worker.</param>
/// <param name="run">The run of the deferral whose message it is.</param>
/// <param name="message">The message.</param>
internal sealed class ChildReceipt(IInternalActorRef worker, DeferralRun run, object message) : MinimalActorRef
{
    /// <summary>The identities need no name: each receipt gets its own.</summary>
    private static readonly Identify Question = new(null);

    /// <summary>Far longer than a thread needs for a few instructions, also where it loses its processor among them.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly TaskCompletionSource _ended = new();
    private IActorRef _child = ActorRefs.Nobody;

    /// <summary>The child never took the message: it is among the dead letters. Set on the thread that buries it, before that answers the Identify after it.</summary>
    private bool _isBuried;
    private bool _threw;
    private Exception? _lost;

    public override ActorPath Path { get; } = worker.Path / "receipt";

    public override IActorRefProvider Provider => worker.Provider;

    public Deferral Deferral => run.Deferral;

    /// <summary>Completes when the receive has returned, and fails when it has not and will not. The first says it.</summary>
    public Task Ended => _ended.Task;

    public bool IsBuried => Volatile.Read(ref _isBuried);

    /// <summary>
    /// The child ended in its failure on the message. Needed where its worker was stopping and so never heard of the failure: a cell that waits for its children to go hears only
    /// of their going. Set on the child's thread while it buries its mail, by when a receive that returned has left the cell no current message.
    /// </summary>
    public bool Threw => Volatile.Read(ref _threw);

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

    /// <summary>What the receive threw was not heard, since the child had been told to stop before.</summary>
    public void Lose(Exception exception) => Volatile.Write(ref _lost, exception);

    /// <summary>
    /// The child has gone, and the receive has returned or its exception was lost: that is buried on the child's thread, a few instructions after the worker is told of the
    /// child's end, and nothing tells that there was none to bury. So the fate waits a moment. The worker does not.
    /// </summary>
    public void SucceedUnlessLost()
    {
        Task.Delay(Moment, TimeProvider.System).ContinueWith(
            static (_, receipt) => ((ChildReceipt)receipt!).Settle(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        run.Release();
    }

    private void Settle()
    {
        if (Volatile.Read(ref _lost) is { } lost)
            Fail(Failed(_child, lost));
        else
            _ended.TrySetResult();
    }

    public void Fail(Exception exception) => _ended.TrySetException(exception);

    /// <summary>On the child's thread, or on that of whoever buries its mail. An answer that the child's own code tells its sender has nobody who waits for it.</summary>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not ActorIdentity identity || Ended.IsCompleted)
            return;
        if (identity.Subject is null || identity.Subject.IsNobody())
        {
            // On another thread the child may be alive, and at work on this very message.
            if (ReferenceEquals(ActorCell.GetCurrentSelfOrNoSender(), _child) && ((ActorRefWithCell)_child).Underlying is ActorCell { CurrentMessage: not null } cell && ReferenceEquals(cell.Sender, this))
                Volatile.Write(ref _threw, true);
            worker.Tell(new QuestionLost(this), ActorRefs.NoSender);
        }
        else if (IsBuried)
            Fail(new InvalidOperationException($"The actor {_child.Path} was not given the message: its mailbox dropped it. Let a pool's actors have an unbounded mailbox."));
        else
            _ended.TrySetResult();
    }

    public static InvalidOperationException Failed(IActorRef child, Exception failure) => new($"The actor {child.Path} failed: {failure.Message}", failure);
}
