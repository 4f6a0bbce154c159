using System.Globalization;
using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary><c>/user/crosstown/lanes</c>: parent of the same-thread lanes.</summary>
internal sealed class LanesActor(PoolDirectory pools, PoolProps props, StartUp startUp) : UntypedActor
{
    protected override void PreStart()
    {
        try
        {
            foreach (var lane in pools.Lanes)
                lane.Worker = Context.ActorOf(props.Lane(lane), lane.Number.ToString(CultureInfo.InvariantCulture));
            startUp.PartStarted();
        }
        catch (Exception e)
        {
            startUp.Failed(e);
            throw;
        }
    }

    protected override void OnReceive(object message) => Unhandled(message);
}
