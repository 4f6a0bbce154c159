using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary><c>/user/crosstown/pools</c>: parent of the routers.</summary>
internal sealed class PoolsActor(PoolDirectory pools, PoolProps props, StartupProgress startup) : UntypedActor
{
    protected override void PreStart()
    {
        try
        {
            foreach (var pool in pools.All)
                pool.Router = Context.ActorOf(props.Routed(pool), pool.Name);
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
