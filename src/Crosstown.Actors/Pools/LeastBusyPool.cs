using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Routing;
using Akka.Util;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Pools;

/// <summary>
/// <c>least-busy-pool</c>: dispatches each deferral to the routee with the fewest deferrals. The default of every pool. One instance belongs to one router.
/// </summary>
internal sealed class LeastBusyPool : Akka.Routing.Pool
{
    private readonly RouteeLoads _loads;
    private readonly DefaultResizer? _settings;
    private ActorPath? _path;

    /// <summary>Called by Akka.NET for a deployment with <c>router = least-busy-pool</c>.</summary>
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

    /// <summary>False, because routees can be added to a pool that has lost its last one.</summary>
    public override bool StopRouterWhenAllRouteesRemoved => false;

    /// <summary>Called once per router, for a deployment with the code's own pool as fallback. Returns a new instance: the deployment of a wildcard is one object for several routers, each of which needs its own loads.</summary>
    public override RouterConfig WithFallback(RouterConfig routerConfig) => new LeastBusyPool(NrOfInstances, _settings);

    public override Router CreateRouter(ActorSystem system) => new LeastBusyRouter(_loads);

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    /// <summary>
    /// Akka.NET's router actor would remove the last routees of its list and stop them even while their deferrals await. False passes such a message to
    /// <see cref="LeastBusyRouter.Route"/> instead, which stops the least busy routees, each after its deferrals have left it.
    /// </summary>
    public override bool IsManagementMessage(object message) => message switch
    {
        AdjustPoolSize { Change: < 0 } => false,
        RemoveRoutee { Routee: ActorRefRoutee routee } => routee.Actor.Path.Parent != _path,
        _ => base.IsManagementMessage(message),
    };

    /// <exception cref="ConfigurationException">The router is not one of Crosstown's pools: only Crosstown's workers report that a deferral has left its routee.</exception>
    public override void VerifyConfig(ActorPath path)
    {
        if (path.Elements is not [.., "crosstown", "pools", _])
            throw new ConfigurationException($"The router of {path} is {PoolRouters.LeastBusy}, which only Crosstown's pools can be (/crosstown/pools/NAME); give it another, such as smallest-mailbox-pool.");
        _path = path;
    }

    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException($"A {PoolRouters.LeastBusy} stays in its process.");
}
