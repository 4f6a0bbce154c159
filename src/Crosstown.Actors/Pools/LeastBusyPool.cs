using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Routing;
using Akka.Util;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Pools;

/// <summary>
/// <c>least-busy-pool</c>: what each deferral is dispatched to is the routee that has the fewest. The default of every pool. One instance belongs to one router.
/// </summary>
internal sealed class LeastBusyPool : Akka.Routing.Pool
{
    private readonly RouteeLoads _loads;
    private readonly DefaultResizer? _settings;
    private ActorPath? _path;

    /// <summary>Called by Akka.NET for a deployment whose router it is.</summary>
    public LeastBusyPool(Config deployment)
        : this(deployment.GetInt("nr-of-instances"), (DefaultResizer?)Resizer.FromConfig(deployment))
    {
    }

    public LeastBusyPool(int instances, DefaultResizer? resizer = null)
        : this(instances, resizer, new RouteeLoads())
    {
    }

    private LeastBusyPool(int instances, DefaultResizer? resizer, RouteeLoads loads)
        : base(instances, resizer is null ? null : new LeastBusyResizer(resizer, loads), new OneForOneStrategy(static _ => Directive.Restart), Dispatchers.DefaultDispatcherId, usePoolDispatcher: false)
    {
        _settings = resizer;
        _loads = loads;
    }

    /// <summary>No: a pool that has lost its last routee can be given others.</summary>
    public override bool StopRouterWhenAllRouteesRemoved => false;

    /// <summary>Called once per router, for a deployment and the code's own pool. A deployment of a wildcard is one object for all pools, which count apart.</summary>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => new LeastBusyPool(NrOfInstances, _settings);

    public override Router CreateRouter(ActorSystem system) => new LeastBusyRouter(_loads);

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <summary>
    /// The router's actor would remove the last of its routees, and stop them though they await in a deferral. So the router itself is told: it knows who is idle,
    /// and lets the others come to their end.
    /// </summary>
    public override bool IsManagementMessage(object message) => message switch
    {
        AdjustPoolSize { Change: < 0 } => false,
        RemoveRoutee { Routee: ActorRefRoutee routee } => routee.Actor.Path.Parent != _path,
        _ => base.IsManagementMessage(message),
    };

    /// <exception cref="ConfigurationException">The router is none of Crosstown's pools: elsewhere nobody says when a message has left its routee.</exception>
    public override void VerifyConfig(ActorPath path)
    {
        if (path.Elements is not [.., "crosstown", "pools", _])
            throw new ConfigurationException($"The router of {path} is {PoolRouters.LeastBusy}, which only Crosstown's pools can be (/crosstown/pools/NAME); give it another, such as smallest-mailbox-pool.");
        _path = path;
    }

    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException($"A {PoolRouters.LeastBusy} stays in its process.");
}
