using System.Globalization;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Requests;

/// <summary>Slots: taken while the caller can still be told, given back when the code has left.</summary>
internal sealed partial class TrafficSystem
{
    /// <summary>Whether nothing is admitted any more: the drain has begun, or the actor system has ended.</summary>
    public bool IsDraining => Drain.HasStoppedAdmission || IsTerminating;

    public Refusal TakeSlot(Deferral deferral, DeferralPlan plan)
    {
        if (!Slots.TryTake())
            return Refusal.ProcessFull;
        if (plan.Pool.Slots is not { } pool || !deferral.MayUsePool(plan) || pool.TryTake())
            return Refusal.None;
        Slots.Release();
        return Refusal.PoolFull;
    }

    public void ReturnSlot(Deferral deferral, DeferralPlan plan)
    {
        if (deferral.MayUsePool(plan))
            plan.Pool.Slots?.Release();
        Slots.Release();
        SettleIfIdle();
    }

    /// <summary>Waits for a slot and takes it, up to crosstown.admission.wait. False when the deadline passed or the process drains. Never blocks a thread.</summary>
    public async ValueTask<bool> TakeSlotAsync(Deferral deferral, DeferralPlan plan, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Settings.Wait, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        while (true)
        {
            var refusal = TakeSlot(deferral, plan);
            if (refusal == Refusal.None)
                return true;
            if (IsDraining)
                return false;
            var slots = refusal == Refusal.PoolFull ? plan.Pool.Slots! : Slots;
            var place = slots.Queue();
            var woken = false;
            try
            {
                // In the queue first, then this look: a slot given back in between is seen here, or wakes this place.
                if (slots.Taken >= slots.Capacity)
                {
                    await place.Value.Task.WaitAsync(either.Token).ConfigureAwait(false);
                    woken = true;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return false;
            }
            finally
            {
                slots.Leave(place, served: woken);
            }
        }
    }

    /// <summary>The exception that says why a deferral was refused.</summary>
    public InvalidOperationException Refused(Refusal refusal, Deferral deferral) => refusal switch
    {
        Refusal.ProcessFull => new TrafficFullException(
            string.Create(CultureInfo.InvariantCulture, $"{deferral.Kind} was refused: all {Settings.Capacity} slots (crosstown.admission.capacity) are taken."), Settings.RetryAfter),
        Refusal.PoolFull => new TrafficFullException(
            string.Create(CultureInfo.InvariantCulture, $"{deferral.Kind} was refused: all {deferral.Plan.Pool.Settings.Capacity} slots of the pool {deferral.Plan.Pool.Name} (crosstown.pools.{deferral.Plan.Pool.Name}.capacity) are taken."), Settings.RetryAfter),
        Refusal.RequestFull => new TrafficFullException(
            string.Create(CultureInfo.InvariantCulture, $"{deferral.Kind} was refused: the request has {Settings.PerRequest} deferrals outstanding (crosstown.admission.per-request)."), Settings.RetryAfter),
        Refusal.TooDeep => new TrafficFullException(
            string.Create(CultureInfo.InvariantCulture, $"{deferral.Kind} was refused: it would be generation {deferral.Traffic!.Depth} of deferrals made by deferrals; crosstown.nested.max-depth is {Settings.NestedDepth}."), Settings.RetryAfter),
        Refusal.TooMany => new TrafficFullException(
            string.Create(CultureInfo.InvariantCulture, $"{deferral.Kind} was refused: the running work of its request has already made {Settings.NestedCount} deferrals (crosstown.nested.max-count)."), Settings.RetryAfter),
        Refusal.Draining => new TrafficClosedException(
            HasEnded
                ? $"{deferral.Kind} was refused: the actor system {ActorSystem.Name} has ended, and nothing can run it any more."
                : $"{deferral.Kind} was refused: the process is draining and admits nothing more.",
            Settings.RetryAfter),
        _ => new TrafficClosedException(
            $"{deferral.Kind} was refused: it came after the response of its request was over (or after the deferral that made it had ended). Defer it before, await what the handler started, or use traffic outside the request."),
    };

    public static string Explain(Refusal refusal) => refusal switch
    {
        Refusal.ProcessFull => "the process has no slot",
        Refusal.PoolFull => "the pool has no slot",
        Refusal.RequestFull => "the request has as many outstanding as it may",
        Refusal.Draining => "the process drains",
        Refusal.TooDeep => "nested too deep",
        Refusal.TooMany => "too many nested",
        _ => "the response was over",
    };
}
