using System.Globalization;

namespace Crosstown.Actors.Accounting;

/// <summary>Waits for slots, and makes the reasons and exceptions of refused deferrals.</summary>
internal sealed class Admission(CrosstownSettings settings, Ledger ledger, TimeProvider clock)
{
    /// <summary>
    /// Takes the deferral's slots as soon as they are free. Waits no longer than <c>crosstown.admission.wait</c> and then returns without slots, so that the admission that follows
    /// refuses the deferral. Never blocks a thread.
    /// </summary>
    /// <exception cref="OperationCanceledException">One of the tokens was cancelled first.</exception>
    public ValueTask TakeSlotsAsync(Deferral deferral, CancellationToken cancellationToken, CancellationToken requestAborted)
    {
        var refusal = ledger.TryTakeSlots(deferral, out var wait);
        return wait is null ? ValueTask.CompletedTask : WaitAsync(deferral, refusal, wait, cancellationToken, requestAborted);
    }

    /// <summary>The <see cref="Deferral.Reason"/> of a refused deferral.</summary>
    public static string Explain(Refusal refusal) => refusal switch
    {
        Refusal.ProcessFull => "all slots of the process are taken",
        Refusal.PoolFull => "all slots of the pool are taken",
        Refusal.RequestFull => "the request has too many deferrals outstanding",
        Refusal.Draining => "the process is draining",
        Refusal.Terminating => "the actor system is terminating",
        Refusal.TooDeep => "it is nested too deep",
        Refusal.TooMany => "the request has too many nested deferrals",
        Refusal.ParentEnded => "the deferral that made it had ended",
        Refusal.LeaseExpired => "the collecting lease had passed",
        Refusal.ActorStopped => "its request's actor had been stopped",
        _ => "the response was over",
    };

    /// <summary>The exception that the deferring call throws.</summary>
    public InvalidOperationException Refused(Refusal refusal, Deferral deferral) => refusal switch
    {
        Refusal.ProcessFull => Full($"{deferral.Kind} was refused: all {settings.Capacity} slots (crosstown.admission.capacity) are taken."),
        Refusal.PoolFull => Full(
            $"{deferral.Kind} was refused: all {deferral.PoolSlots!.Capacity} slots of the pool {deferral.Pool} (crosstown.pools.{deferral.Pool}.capacity) are taken."),
        Refusal.RequestFull => Full($"{deferral.Kind} was refused: the request has {settings.PerRequest} deferrals outstanding (crosstown.admission.per-request)."),
        Refusal.TooDeep => Full(
            $"{deferral.Kind} was refused: it would be generation {deferral.Account.Depth} of deferrals made by deferrals; crosstown.nested.max-depth is {settings.NestedDepth}."),
        Refusal.TooMany => Full(
            $"{deferral.Kind} was refused: the running work of its request has already made {settings.NestedCount} deferrals (crosstown.nested.max-count)."),
        Refusal.Draining when !ledger.IsOver => new TrafficClosedException($"{deferral.Kind} was refused: the process is draining and admits nothing more.", settings.RetryAfter),
        Refusal.Draining or Refusal.Terminating => new TrafficClosedException(
            $"{deferral.Kind} was refused: the actor system has ended, and nothing can run it any more.", settings.RetryAfter),
        Refusal.ParentEnded => new TrafficClosedException(
            $"{deferral.Kind} was refused: the running deferral whose traffic this is has ended. Let its code await all that it starts before it returns."),
        Refusal.LeaseExpired => new TrafficClosedException(
            $"{deferral.Kind} was refused: the response of {EndpointOf(deferral)} is still open, but it took longer than crosstown.collecting-lease ({settings.CollectingLease}), so its deferrals " +
            "were cancelled and no more are admitted. Raise the lease, or release the traffic of this endpoint at the response's start: .ReleaseTrafficAt(TrafficRelease.ResponseStarted)."),
        Refusal.ActorStopped => new TrafficClosedException(
            $"{deferral.Kind} was refused: the actor of its request ({EndpointOf(deferral)}) was stopped before the response was over: the actor system is ending, or its log says why.", settings.RetryAfter),
        _ => new TrafficClosedException(
            $"{deferral.Kind} was refused: it came after the response of its request was over ({EndpointOf(deferral)}). Work that already runs defers more by its own context instead of the " +
            "request's traffic: traffic.Defer<TrafficContext>((context, ct) => … context.Traffic.Tell(…)), or the TrafficContext of a handler. A handler that starts code must await it before it returns."),
    };

    private static string EndpointOf(Deferral deferral) => deferral.Endpoint ?? "an endpoint that had deferred nothing before";

    private TrafficFullException Full(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture), settings.RetryAfter);

    private async ValueTask WaitAsync(Deferral deferral, Refusal refusal, TaskCompletionSource? wait, CancellationToken cancellationToken, CancellationToken requestAborted)
    {
        using var deadline = new CancellationTokenSource(settings.Wait, clock);
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, requestAborted);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, caller.Token);
        while (wait is not null)
        {
            var (waited, waitedFor) = (wait, refusal);
            try
            {
                await waited.Task.WaitAsync(either.Token).ConfigureAwait(false);
                refusal = ledger.TryTakeSlots(deferral, out wait);
            }
            catch (OperationCanceledException) when (!caller.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                ledger.StopWaiting(deferral, waitedFor, waited);
            }
        }
    }
}
