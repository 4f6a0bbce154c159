using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// A routee whose work is done by the user's own actor, its child: the message, then Identify, both from a <see cref="ChildReceipt"/>. The identity means that the child's
/// receive has returned; the child's failure comes by supervision, and its end by death watch. A mailbox that answers Identify before the message (by priority) shows it as
/// run too early.
/// </summary>
internal sealed class UserActorWorker(WorkerParts parts, Pool pool, Props actor) : DeferralWorker(parts, pool.Activity)
{
    private const string ChildName = "actor";

    /// <summary>Between two questions to a child whose mailbox drops them.</summary>
    private static readonly TimeSpan QuestionPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// What the child was told and may not have ended, oldest first: more than one only after a deferral was given up while the child still worked on it. All were told to the
    /// child at hand: when that goes, each is ended, or told to the next.
    /// </summary>
    private readonly Queue<ChildReceipt> _told = new();

    /// <summary>Null when there is no child.</summary>
    private IActorRef? _child;

    /// <summary>This worker is to be replaced by a restart: it starts no other child.</summary>
    private bool _isLeaving;

    protected override void PreStart()
    {
        UndeliveredMessages.Watch(Context.System);
        base.PreStart();
        StartChild();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        _isLeaving = true;
        base.PreRestart(reason, message);
    }

    protected override SupervisorStrategy SupervisorStrategy() => new ChildStrategy(this);

    private protected override bool RunsWithoutContext(Deferral deferral) => deferral.Work is not MessageWork && base.RunsWithoutContext(deferral);

    /// <summary>The child ends what it does before its parent stops: then its end is seen as at any other time.</summary>
    private protected override bool IsLostWithWorker(Deferral deferral) => deferral.Work is not MessageWork;

    protected override Task? Start(Deferral deferral, DeferralRun? run)
    {
        if (deferral.Work is not MessageWork)
            return base.Start(deferral, run);
        // It was abandoned since it began, and has let go of its message.
        if (deferral.Work.Message is not { } message)
            return null;
        var receipt = new ChildReceipt((IInternalActorRef)Self, run!, message);
        while (_told.TryPeek(out var oldest) && oldest.Ended.IsCompleted)
            _told.Dequeue();
        // Before the message is told: a child may end it, or fail on it, at once.
        _told.Enqueue(receipt);
        receipt.Tell(_child ?? StartChild());
        return receipt.Ended;
    }

    protected override void Heard(WorkerMessage message)
    {
        // A child that has gone has lost the question with the rest of its mail: its end will say all. One that lives has a mailbox that drops what it has no room for.
        if (message is QuestionLost { Receipt: { Ended.IsCompleted: false } receipt })
            receipt.AskLater(Context.System.Scheduler, QuestionPause);
    }

    private IActorRef StartChild() => _child = Context.ActorOf(actor, ChildName);

    /// <summary>Runs when the child has failed. Its cell still has the sender of the message on which it did.</summary>
    private Directive Decide(IActorRef child, Exception failure)
    {
        var directive = pool.Settings.OnFailure switch
        {
            // What could not be made cannot be made again at once, and again: the next deferral tries.
            _ when failure is ActorInitializationException => Directive.Stop,
            RouteeFailure.Resume => Directive.Resume,
            RouteeFailure.Stop => Directive.Stop,
            _ => Directive.Restart,
        };
        var failed = failure is ActorInitializationException ? OldestOf(child) : CellOf(child).Sender as ChildReceipt;
        if (failed is null || failed.Ended.IsCompleted)
            Log.RouteeFailedAlone(Parts.Log, $"{Self.Path}/{ChildName}", failure);
        else if (directive == Directive.Stop)
            failed.Failure = failure; // Its end waits for the child's: what is told to a child on its way out is lost.
        else
            failed.Fail(ChildReceipt.Failed(child, failure));
        return directive;
    }

    private ChildReceipt? OldestOf(IActorRef child) => _told.FirstOrDefault(receipt => !receipt.Ended.IsCompleted && receipt.WasTold(child));

    /// <summary>
    /// After the last of its mail was buried, and after its failure was decided on, unless this worker is stopping: so whatever has no end here was taken and returned, was cut short, or was not taken.
    /// </summary>
    private void ChildHasGone(IActorRef child)
    {
        _child = null;
        var cell = CellOf(child);
        foreach (var receipt in _told.ToArray())
        {
            if (receipt.Ended.IsCompleted || !receipt.WasTold(child))
                continue;
            if (receipt.Failure is { } failure)
                receipt.Fail(ChildReceipt.Failed(child, failure));
            else if (receipt.IsBuried)
                TellNext(receipt, child);
            // The sender stays that of the message taken last. What is told to an actor in the moment in which its mailbox closes can vanish without being buried.
            else if (!ReferenceEquals(cell.Sender, receipt))
                receipt.Fail(ChildReceipt.Failed(child, new ActorStoppedException("it stopped, and it is not known whether it had taken the message")));
            else if (receipt.Threw)
                receipt.Fail(ChildReceipt.Failed(child, new ActorStoppedException("it threw while its routee was stopping, which therefore never heard what")));
            // The cell's task scheduler holds the message while the task of its receive runs.
            else if (cell.TaskScheduler.CurrentMessage is not null)
                receipt.Fail(ChildReceipt.Failed(child, new ActorStoppedException("it stopped")));
            else
                receipt.SucceedUnlessLost();
        }
    }

    /// <summary>What the child did not take is told to another one: once, and only while somebody wants it.</summary>
    private void TellNext(ChildReceipt receipt, IActorRef gone)
    {
        if (receipt.IsRetold || receipt.Deferral.Fate is not null)
            receipt.Fail(ChildReceipt.Failed(gone, new ActorStoppedException("it stopped before it came to the message, as the one before it had")));
        else if (!_isLeaving && TryStartChild() is { } next)
            receipt.Tell(next);
        else
            receipt.Fail(new ActorStoppedException("its routee stopped before it came to it"));
    }

    /// <summary>Null where this worker stops, and has only waited for its child to go.</summary>
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

    private static ActorCell CellOf(IActorRef child) => (ActorCell)((ActorRefWithCell)child).Underlying;

    private sealed class ActorStoppedException(string message) : Exception(message);

    // A failure is the deferral's, and reported as such; one that is nobody's is reported by Decide.
    private sealed class ChildStrategy(UserActorWorker worker) : OneForOneStrategy(static _ => Directive.Restart, loggingEnabled: false)
    {
        /// <summary>Called once the child is no longer among the children.</summary>
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            worker.ChildHasGone(child);

        protected override Directive Handle(IActorRef child, Exception exception) => worker.Decide(child, exception);
    }
}
