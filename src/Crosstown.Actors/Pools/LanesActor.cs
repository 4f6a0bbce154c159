using System.Globalization;
using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary><c>/user/crosstown/lanes</c>: parent of the same-thread lanes.</summary>
internal sealed class LanesActor(PoolDirectory pools, PoolProps props, StartupProgress startup) : UntypedActor
{
    protected override void PreStart()
    {
        try
        {
            foreach (var lane in pools.Lanes)
                lane.Worker = Context.ActorOf(props.Lane(lane), lane.Number.ToString(CultureInfo.InvariantCulture));
            startup.PartStarted();
        }
        catch (Exception e)
        {
            startup.Failed(e);
            throw;
        }
    }

    protected override void OnReceive(object message) => Unhandled(message);
}
