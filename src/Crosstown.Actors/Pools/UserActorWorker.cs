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

    /// <summary>Guards itself against the reply, which comes on another thread. Completed with the child's failure, or with null.</summary>
    private TaskCompletionSource<Exception?>? _current;

    protected override void PreStart() => StartChild();

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(Decide);

    private protected override bool RunsBare(Deferral deferral) => deferral is not MessageDeferral && base.RunsBare(deferral);

    protected override Task? Start(Deferral deferral, DeferralRun? run) => deferral is MessageDeferral ? AskAsync(deferral.Payload) : base.Start(deferral, run);

    private async Task AskAsync(object message)
    {
        var child = Context.Child(ChildName);
        if (child.IsNobody())
            child = StartChild();
        var outcome = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _current, outcome);
        child.Tell(message, Self);
        var identity = child.Ask<ActorIdentity>(new Identify(outcome), Timeout.InfiniteTimeSpan);
        _ = identity.ContinueWith(
            static (task, state) => Answered((TaskCompletionSource<Exception?>)state!, task),
            outcome, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var failure = await outcome.Task;
        Interlocked.CompareExchange(ref _current, null, outcome);
        if (failure is not null)
            throw new InvalidOperationException($"The actor {child.Path} failed: {failure.Message}", failure);
    }

    private static void Answered(TaskCompletionSource<Exception?> outcome, Task<ActorIdentity> answer) =>
        outcome.TrySetResult(answer.IsCompletedSuccessfully && answer.Result.Subject is { } subject && !subject.IsNobody()
            ? null
            : new InvalidOperationException("it stopped"));

    private IActorRef StartChild() => Context.ActorOf(actor, ChildName);

    /// <summary>Runs when the child has failed, also while the mailbox is suspended for the deferral at hand.</summary>
    private Directive Decide(Exception failure)
    {
        if (Volatile.Read(ref _current) is not { } current || !current.TrySetResult(failure))
            Log.RouteeFailedAlone(TrafficSystem.Log, $"{Self.Path}/{ChildName}", failure);
        return pool.Settings.OnFailure switch
        {
            RouteeFailure.Resume => Directive.Resume,
            RouteeFailure.Stop => Directive.Stop,
            _ => Directive.Restart,
        };
    }
}
