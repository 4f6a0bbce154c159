using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary><c>/user/crosstown/pools</c>: parent of the routers.</summary>
internal sealed class PoolsActor(TrafficSystem system) : UntypedActor
{
    protected override void PreStart()
    {
        try
        {
            foreach (var pool in system.Pools)
                pool.Router = Context.ActorOf(PoolProps.Pool(system, pool), pool.Name);
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
