using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// A routee whose work is done by its child, the application's own actor. The worker sends the message and then Identify, both from a <see cref="ChildReceipt"/>. The answer to
/// the Identify means that the child's receive has returned; supervision reports the child's failure, and death watch its end. Limit: with a priority mailbox that delivers
/// Identify before the message, the deferral ends as run too early.
/// </summary>
internal sealed class UserActorWorker : DeferralWorker
{
    private const string ChildName = "actor";

    /// <summary>The pause between two Identify messages to a child whose mailbox drops them.</summary>
    private static readonly TimeSpan QuestionPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Messages sent to the current child whose end may not be known yet, oldest first: more than one only after a deferral was abandoned while the child still worked on it. When
    /// the child stops, each is ended or sent to the next child.
    /// </summary>
    private readonly Queue<ChildReceipt> _told = new();

    private readonly Pool _pool;
    private readonly Props _actor;

    /// <summary>Itself, for threads that are not its own.</summary>
    private readonly IActorRef _self;

    /// <summary>The requests of filtered runs to send a message, until this worker takes or refuses them. Thread-safe.</summary>
    private readonly TellRequests _requests = new();

    /// <summary>Null when there is no child.</summary>
    private IActorRef? _child;

    /// <summary>Whether a restart replaces this worker, so that it must start no other child.</summary>
    private bool _isRestarting;

    public UserActorWorker(WorkerParts parts, Pool pool, Props actor, FilterPipeline? filters)
        : base(parts, pool.Activity, keepsThread: false, filters)
    {
        (_pool, _actor, _self) = (pool, actor, Self);
    }

    protected override void PreStart()
    {
        UndeliveredMessages.Watch(Context.System);
        base.PreStart();
        StartChild();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        _isRestarting = true;
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _requests.Refuse(new ActorStoppedException("its routee stopped before its message was sent to an actor"));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new ChildStrategy(this);

    private protected override bool RunsWithoutContext(Deferral deferral) => deferral.Work is not MessageWork && base.RunsWithoutContext(deferral);

    /// <summary>False for messages that a child was sent: the child stops before its parent does, so the child's end gives the deferral its fate as at any other time.</summary>
    private protected override bool IsLostWithWorker(DeferralRun run) => !_told.Any(receipt => ReferenceEquals(receipt.Run, run));

    private protected override Task? Start(DeferralRun run, IDeferralRun code)
    {
        if (run.Deferral.Work is not MessageWork)
            return base.Start(run, code);
        // A filter that has awaited something calls the code outside the actor, whose children and queue are its own thread's.
        return ReferenceEquals(ActorCell.GetCurrentSelfOrNoSender(), _self) ? Tell(run) : AskToTell(run);
    }

    private Task AskToTell(DeferralRun run)
    {
        var request = new TellChild(run);
        _requests.Add(request);
        _self.Tell(request, ActorRefs.NoSender);
        return request.Ended;
    }

    private void TellFor(TellChild request)
    {
        try
        {
            request.Sent(Tell(request.Run));
        }
        catch (Exception e)
        {
            // No child can be started. This is the failure of the run, as where it is started without a request.
            request.Fail(e);
        }
    }

    private Task? Tell(DeferralRun run)
    {
        // The deferral was abandoned after its start, which dropped its message.
        if (run.Deferral.Work.Message is not { } message)
            return null;
        var receipt = new ChildReceipt((IInternalActorRef)Self, run, message);
        while (_told.TryPeek(out var oldest) && oldest.Ended.IsCompleted)
            _told.Dequeue();
        // Before the message is sent, because the child may receive it, or fail on it, at once.
        _told.Enqueue(receipt);
        receipt.Tell(_child ?? StartChild());
        return receipt.Ended;
    }

    protected override void ReceiveOwn(WorkerMessage message)
    {
        if (message is TellChild request && _requests.TryTake(request))
            TellFor(request);
        // If the child has stopped, its end decides, and asking again is harmless. If it lives, its mailbox is full and dropped the Identify: ask again later.
        if (message is QuestionLost { Receipt: { Ended.IsCompleted: false } receipt })
            receipt.AskLater(Context.System.Scheduler, QuestionPause);
    }

    private IActorRef StartChild() => _child = Context.ActorOf(_actor, ChildName);

    /// <summary>Called when the child has failed. The child's cell still has the sender of the message at which it failed.</summary>
    private Directive Decide(IActorRef child, Exception failure)
    {
        var directive = _pool.Settings.OnFailure switch
        {
            // A restart would most likely fail again at once, and again. So the child is stopped, and the next deferral starts a new one.
            _ when failure is ActorInitializationException => Directive.Stop,
            RouteeFailure.Resume => Directive.Resume,
            RouteeFailure.Stop => Directive.Stop,
            _ => Directive.Restart,
        };
        var failed = failure is ActorInitializationException ? OldestOf(child) : ChildReceipt.CellOf(child).Sender as ChildReceipt;
        if (failed is null || failed.Ended.IsCompleted)
            Log.RouteeFailedAlone(Parts.Log, $"{Self.Path}/{ChildName}", failure);
        else if (directive == Directive.Stop)
            failed.Failure = failure; // Ended when the child has stopped: a message sent to a stopping child would be lost.
        else
            failed.Fail(ChildReceipt.Failed(child, failure));
        return directive;
    }

    private ChildReceipt? OldestOf(IActorRef child) => _told.FirstOrDefault(receipt => !receipt.Ended.IsCompleted && receipt.WasTold(child));

    /// <summary>
    /// Called after all unreceived mail of the child has become dead letters and, unless this worker is stopping, after its failure was decided on. So a receipt without an end was received
    /// and returned, was cut short, or was not received.
    /// </summary>
    private void ChildHasGone(IActorRef child)
    {
        _child = null;
        var cell = ChildReceipt.CellOf(child);
        foreach (var receipt in _told.ToArray())
        {
            if (receipt.Ended.IsCompleted || !receipt.WasTold(child))
                continue;
            if (receipt.Failure is { } failure)
                receipt.Fail(ChildReceipt.Failed(child, failure));
            else if (receipt.IsUndelivered)
                TellNext(receipt, child);
            // The cell's sender stays that of the last message received.
            else if (receipt.MayHaveVanished && !ReferenceEquals(cell.Sender, receipt))
                receipt.Fail(ChildReceipt.Failed(child, new ActorStoppedException("it stopped, and it is not known whether it had received the message")));
            else if (receipt.Threw)
                receipt.Fail(ChildReceipt.Failed(child, new ActorStoppedException("it threw while its routee was stopping, so the exception is not known")));
            // The cell's task scheduler holds the current message while the task of an asynchronous receive runs.
            else if (cell.TaskScheduler.CurrentMessage is not null && ReferenceEquals(cell.Sender, receipt))
                receipt.Fail(ChildReceipt.Failed(child, new ActorStoppedException("it stopped")));
            else
                receipt.SucceedUnlessLost();
        }
    }

    /// <summary>Sends a message that the child did not receive to another child: once, and only while its deferral has no fate.</summary>
    private void TellNext(ChildReceipt receipt, IActorRef gone)
    {
        if (receipt.IsResent || receipt.Deferral.Fate is not null)
            receipt.Fail(ChildReceipt.Failed(gone, new ActorStoppedException("it stopped before receiving the message, as the actor before it had")));
        else if (!_isRestarting && TryStartChild() is { } next)
            receipt.Tell(next);
        else
            receipt.Fail(new ActorStoppedException("its routee stopped before starting it"));
    }

    /// <summary>Null if this worker is stopping and has only waited for its child to stop.</summary>
    private IActorRef? TryStartChild()
    {
        try
        {
            return _child ?? StartChild();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class ActorStoppedException(string message) : Exception(message);

    // Logging is off: a failure at a deferral's message is reported as the deferral's, and Decide logs any other.
    private sealed class ChildStrategy(UserActorWorker worker) : OneForOneStrategy(static _ => Directive.Restart, loggingEnabled: false)
    {
        /// <summary>Called once the child has been removed from the children.</summary>
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            worker.ChildHasGone(child);

        protected override Directive Handle(IActorRef child, Exception exception) => worker.Decide(child, exception);
    }
}
