using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Pools;

/// <summary>The Props of routers, routees and lanes.</summary>
internal sealed class PoolProps
{
    public const string SameThreadDispatcher = "crosstown.dispatchers.same-thread";

    /// <summary>The kinds of same-thread deferrals that have left their thread, each warned about once. Shared by all lanes.</summary>
    private readonly ConcurrentDictionary<string, bool> _leftTheirThread = new(StringComparer.Ordinal);
    private readonly WorkerParts _parts;
    private readonly FilterRegistry _filters;

    /// <exception cref="ConfigurationException">A filter is for a pool that is not declared.</exception>
    public PoolProps(WorkerParts parts, PoolDirectory pools, FilterRegistry filters)
    {
        filters.RequireDeclared(pools.All.Select(static pool => pool.Name));
        (_parts, _filters) = (parts, filters);
    }

    /// <summary>
    /// The router is a least-busy-pool, because other routers queue work behind a stuck routee; a deployment of <c>/crosstown/pools/NAME</c> that names a router overrides it.
    /// The dispatcher is for the routees; the router routes on the sender's thread. A failed routee is restarted and keeps its mail; only a defect of Crosstown makes one fail.
    /// </summary>
    public Props Routed(Pool pool)
    {
        var filters = _filters.Of(pool.Name);
        var routee = pool.Actor is { } actor && Make(pool, actor) is var props
            ? ActorProps.Of(() => new UserActorWorker(_parts, pool, props, filters))
            : ActorProps.Of(() => new DeferralWorker(_parts, pool.Activity, false, filters));
        var size = _parts.Settings.Deployments.SizeOf(pool.Name);
        return routee
            .WithDispatcher(PoolExecutorSettings.Dispatcher)
            // Set separately from the dispatcher, because a deployment of the routees may give them another dispatcher.
            .WithMailbox(PoolExecutorSettings.Dispatcher)
            .WithRouter(new LeastBusyPool(size.Instances, size.Resizer));
    }

    public Props Lane(Lane lane)
    {
        var filters = _filters.Of(PoolNames.SameThread);
        return ActorProps.Of(() => new LaneWorker(_parts, lane, _leftTheirThread, filters)).WithDispatcher(SameThreadDispatcher);
    }

    /// <summary>Called once per pool at start-up, so that Props that cannot be made are an error then, and not at each routee's start.</summary>
    private Props Make(Pool pool, Func<IServiceProvider, Props> actor)
    {
        try
        {
            return actor(_parts.Services) ?? throw new InvalidOperationException("they are null.");
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"The Props of the pool {pool.Name} cannot be made: {e.Message} See AddTrafficPool(\"{pool.Name}\", …).", e);
        }
    }
}
