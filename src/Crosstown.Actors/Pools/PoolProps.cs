using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Pools;

/// <summary>The Props of routers, routees and lanes.</summary>
internal sealed class PoolProps(WorkerParts parts)
{
    public const string SameThreadDispatcher = "crosstown.dispatchers.same-thread";

    /// <summary>Kinds of same-thread deferrals that were warned about, on whatever lane.</summary>
    private readonly ConcurrentDictionary<string, bool> _leftTheirThread = new(StringComparer.Ordinal);

    /// <summary>
    /// Least busy, because work queued behind a stuck routee waits; a deployment of <c>/crosstown/pools/NAME</c> that names a router overrides it.
    /// The dispatcher is the routees'; the router routes on the sender's thread. A failed routee is restarted with its mail: it fails only by a defect.
    /// </summary>
    public Props Routed(Pool pool)
    {
        var routee = pool.Actor is { } actor && Make(pool, actor) is var props
            ? ActorProps.Of(() => new UserActorWorker(parts, pool, props))
            : ActorProps.Of(() => new DeferralWorker(parts, pool.Activity));
        var size = parts.Settings.Deployments.SizeOf(pool.Name);
        return routee
            .WithDispatcher(PoolExecutorSettings.Dispatcher)
            // By itself, for a deployment of the routees may give them another dispatcher.
            .WithMailbox(PoolExecutorSettings.Dispatcher)
            .WithRouter(new LeastBusyPool(size.Instances, size.Resizer));
    }

    public Props Lane(Lane lane) => ActorProps.Of(() => new LaneWorker(parts, lane, _leftTheirThread)).WithDispatcher(SameThreadDispatcher);

    /// <summary>Once for the pool, at start-up: what is wrong with it would be wrong for each routee, again and again.</summary>
    private Props Make(Pool pool, Func<IServiceProvider, Props> actor)
    {
        try
        {
            return actor(parts.Services) ?? throw new InvalidOperationException("they are null.");
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"The Props of the pool {pool.Name} cannot be made: {e.Message} See AddTrafficPool(\"{pool.Name}\", …).", e);
        }
    }
}
