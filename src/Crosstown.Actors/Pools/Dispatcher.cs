using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Gates;

namespace Crosstown.Actors.Pools;

/// <summary>Sends each deferral to a pool's router, to a lane, or to the application's own actor, in the order of the calls.</summary>
/// <param name="pools">The pools and lanes.</param>
/// <param name="clock">The application's clock.</param>
/// <param name="interceptor">A test's; null otherwise.</param>
internal sealed class Dispatcher(PoolDirectory pools, TimeProvider clock, ITrafficInterceptor? interceptor = null)
{
    /// <summary>The sender of each message to a router. Akka.NET's router makes a message a dead letter, when it has no routee, only if the message has a sender. The <see cref="Runtime.DeadLetterListener"/> gives such a deferral its fate.</summary>
    private IActorRef? _sender;

    /// <summary>The time, as a timestamp of the application's clock.</summary>
    public long Now => clock.GetTimestamp();

    public void SetSender(IActorRef sender) => _sender = sender;

    /// <summary>Sends it now or, if it waits for a set, once that has its fates. Until then nothing but the ledger holds it.</summary>
    public void Dispatch(Deferral deferral)
    {
        if (deferral is { IsPending: true, Work: { AwaitsSet: true, Set: { } set } })
            // The continuation is run by .NET's pool, and by no thread that gives a fate: that may hold a lock of the application's.
            Task.WhenAll(set.Select(static Task (other) => other.FateAsync())).ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => DispatchAfterSet(deferral));
        else
            DispatchAtOnce(deferral);
    }

    private void DispatchAfterSet(Deferral deferral)
    {
        try
        {
            if (deferral.Account.Ledger.CancelsWork)
            {
                deferral.TryAbandon("the drain's deadline passed before the deferrals for which it waited had ended");
                return;
            }

            deferral.ReleasedAt = Now;
            DispatchAtOnce(deferral);
        }
        catch (Exception e)
        {
            // Only a test's interceptor throws. Nobody else would see the exception.
            deferral.FailPending(e);
        }
    }

    private void DispatchAtOnce(Deferral deferral)
    {
        if (interceptor is null || !interceptor.TryTake(deferral))
            Send(deferral);
    }

    /// <summary>Sends it, whatever a test's interceptor says.</summary>
    public void Send(Deferral deferral)
    {
        if (GateOf(deferral) is { } gate)
            gate.Actor.Tell(new DeferralEnvelope(deferral), ActorRefs.NoSender);
        else
            Pass(deferral);
    }

    /// <summary>Sends it on from its gate, or past it.</summary>
    public void Pass(Deferral deferral)
    {
        if (deferral.Work.IsHandedOver)
            HandOver(deferral);
        else if (deferral.Plan.SameThread)
            pools.Lanes[deferral.Account.Lane].Tell(new DeferralEnvelope(deferral), _sender);
        else
            pools.Find(deferral.Plan.PoolName).Router.Tell(new DeferralEnvelope(deferral), _sender);
    }

    /// <summary>The gate that it goes through; null if it does not wait for anything.</summary>
    private Gate? GateOf(Deferral deferral)
    {
        var begins = deferral.Plan.Waits is { BeginsAtGate: true };
        if (deferral.Work.IsHandedOver)
            return begins ? pools.Actors : null;
        if (!deferral.Plan.SameThread)
            return pools.Find(deferral.Plan.PoolName).Gate is var gate && (begins || gate.IsForAll) ? gate : null;
        // From the first one that may wait, all same-thread work of the request goes through the gate, which keeps its order. The work before it is in the lane already.
        var root = deferral.Account.Root;
        root.IsGated |= begins || deferral.Plan.Waits is { Retry: not null };
        return root.IsGated ? pools.Lanes[deferral.Account.Lane].Gate : null;
    }

    /// <summary>As <see cref="Dispatch"/>, for a deferral that waited for no response: its time of release is now.</summary>
    public void DispatchNow(Deferral deferral)
    {
        deferral.ReleasedAt = Now;
        Dispatch(deferral);
    }

    private static void HandOver(Deferral deferral)
    {
        if (!deferral.TryStart())
            return;
        try
        {
            deferral.Work.Start(null);
            deferral.TryEnd(Fate.Ran);
        }
        catch (Exception e)
        {
            deferral.TryEnd(Fate.Failed, exception: e);
        }

        // Needed if the drain gave the deferral its fate while the code ran: then the slot is given back here.
        deferral.CodeReturned();
    }
}
