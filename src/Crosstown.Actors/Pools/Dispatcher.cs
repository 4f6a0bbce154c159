using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>Hands deferrals to whoever runs them, in the order of the calls: a pool's router, a lane, or the application's own actor.</summary>
internal sealed class Dispatcher(PoolDirectory pools, CrosstownMetrics metrics, TimeProvider clock)
{
    /// <summary>Routers are told with this sender: Akka.NET's NoRoutee sends a message to the dead letters only if it has one.</summary>
    private IActorRef? _sender;

    public void SendAs(IActorRef sender) => _sender = sender;

    public void Dispatch(Deferral deferral)
    {
        if (deferral.Work.IsHandedOver)
        {
            HandOver(deferral);
        }
        else if (deferral.Plan.SameThread)
        {
            pools.Lanes[deferral.Account.Lane].Tell(new DeferralEnvelope(deferral), _sender);
        }
        else
        {
            pools.Find(deferral.Plan.PoolName).Router.Tell(new DeferralEnvelope(deferral), _sender);
        }
    }

    /// <summary>As <see cref="Dispatch"/>, for a deferral that has waited for nothing.</summary>
    public void DispatchNow(Deferral deferral)
    {
        if (metrics.MeasuresRuns)
            deferral.ReleasedAt = clock.GetTimestamp();
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

        // Does something only where the fate came first, from the end of the drain: TryEnd has done the rest.
        deferral.CodeReturned();
    }
}
