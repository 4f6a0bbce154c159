using System.Globalization;
using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary><c>/user/crosstown/lanes</c>: parent of the same-thread lanes.</summary>
internal sealed class LanesActor(TrafficSystem system) : UntypedActor
{
    protected override void PreStart()
    {
        try
        {
            foreach (var lane in system.Lanes)
                lane.Worker = Context.ActorOf(PoolProps.Lane(system, lane), lane.Number.ToString(CultureInfo.InvariantCulture));
            system.PartStarted();
        }
        catch (Exception e)
        {
            system.Started(e);
            throw;
        }
    }

    protected override void OnReceive(object message) => Unhandled(message);
}
