using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>
/// A routee whose work is done by the user's own actor, its child: the message, then Identify. The identity back means that the child's receive
/// has returned; the child's failure comes by supervision. A mailbox that answers Identify before the message (by priority) shows it as run too early.
/// </summary>
internal sealed class UserActorWorker(TrafficSystem system, PoolHandle pool, Props actor) : TrafficWorker(system)
{
    private const string ChildName = "actor";

    /// <summary>
    /// What the child was told and has not ended, oldest first: more than one only after a deferral was given up while the child still worked on it. Each is completed once,
    /// by whichever comes first: the child's failure, or the answer to Identify (then with null). Guards itself.
    /// </summary>
    private readonly Queue<TaskCompletionSource<Exception?>> _told = new();

    /// <summary>Null when there is no child. Touched by this actor alone: between deferrals, and when a child has gone.</summary>
    private IActorRef? _child;

    /// <summary>Completes when the child has left, so that another of its name can be started.</summary>
    private TaskCompletionSource _gone = new();

    protected override void PreStart() => StartChild();

    protected override SupervisorStrategy SupervisorStrategy() => new ChildStrategy(this);

    private protected override bool RunsBare(Deferral deferral) => deferral is not MessageDeferral && base.RunsBare(deferral);

    protected override Task? Start(Deferral deferral, DeferralRun? run) => deferral is MessageDeferral ? AskAsync(deferral.Payload) : base.Start(deferral, run);

    private async Task AskAsync(object message)
    {
        // Before a child is started: one that cannot be made fails this.
        var outcome = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_told)
        {
            TrimTold();
            _told.Enqueue(outcome);
        }

        var child = _child ?? StartChild();
        var gone = _gone.Task;
        child.Tell(message, Self);
        _ = child.Ask<ActorIdentity>(new Identify(outcome), Timeout.InfiniteTimeSpan).ContinueWith(
            static (task, state) => Answered((TaskCompletionSource<Exception?>)state!, task),
            outcome, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var failure = await outcome.Task;
        if (failure is null)
            return;
        // What is told to a child on its way out is lost: the next deferral waits until there can be another child.
        if (failure is ActorStoppedException or ActorInitializationException || pool.Settings.OnFailure == RouteeFailure.Stop)
            await gone;
        throw new InvalidOperationException($"The actor {child.Path} failed: {failure.Message}", failure);
    }

    private static void Answered(TaskCompletionSource<Exception?> outcome, Task<ActorIdentity> answer) =>
        outcome.TrySetResult(answer.IsCompletedSuccessfully && answer.Result.Subject is { } subject && !subject.IsNobody() ? null : new ActorStoppedException());

    private IActorRef StartChild()
    {
        _gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _child = Context.ActorOf(actor, ChildName);
    }

    /// <summary>Runs when the child has failed, also while the mailbox is suspended for the deferral at hand.</summary>
    private Directive Decide(Exception failure)
    {
        if (!FailOldest(failure))
            Log.RouteeFailedAlone(TrafficSystem.Log, $"{Self.Path}/{ChildName}", failure);
        return pool.Settings.OnFailure switch
        {
            // What could not be made cannot be made again at once, and again: the next deferral tries.
            _ when failure is ActorInitializationException => Directive.Stop,
            RouteeFailure.Resume => Directive.Resume,
            RouteeFailure.Stop => Directive.Stop,
            _ => Directive.Restart,
        };
    }

    /// <summary>The child takes its messages in the order told, so it has failed on the oldest that has not ended. False when all have: then it failed by itself.</summary>
    private bool FailOldest(Exception failure)
    {
        lock (_told)
        {
            TrimTold();
            return _told.TryPeek(out var oldest) && oldest.TrySetResult(failure);
        }
    }

    private void TrimTold()
    {
        while (_told.TryPeek(out var oldest) && oldest.Task.IsCompleted)
            _told.Dequeue();
    }

    private void ChildHasGone()
    {
        _child = null;
        _gone.TrySetResult();
    }

    private sealed class ActorStoppedException() : Exception("it stopped");

    // A failure is the deferral's, and reported as such; one that is nobody's is reported by Decide.
    private sealed class ChildStrategy(UserActorWorker worker) : OneForOneStrategy(worker.Decide, loggingEnabled: false)
    {
        /// <summary>Called once the child is no longer among the children.</summary>
        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            worker.ChildHasGone();
    }
}
