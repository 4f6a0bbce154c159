using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>Every Props of Crosstown.</summary>
internal static class PoolProps
{
    public const string PoolDispatcher = "crosstown.dispatchers.pool";
    public const string SameThreadDispatcher = "crosstown.dispatchers.same-thread";

    /// <summary>Routees of a pool whose deployment says nothing.</summary>
    public const int Instances = 16;

    public static Props Supervisor(TrafficSystem system) => Props.CreateBy(new Producer<TrafficSupervisor>(() => new TrafficSupervisor(system)));

    public static Props Request { get; } = Props.CreateBy(new Producer<RequestTrafficActor>(static () => new RequestTrafficActor()));

    public static Props DeadLetters(TrafficSystem system) => Props.CreateBy(new Producer<LostMailActor>(() => new LostMailActor(system)));

    public static Props Pools(TrafficSystem system) => Props.CreateBy(new Producer<PoolsActor>(() => new PoolsActor(system)));

    public static Props Lanes(TrafficSystem system) => Props.CreateBy(new Producer<LanesActor>(() => new LanesActor(system)));

    /// <summary>
    /// Least busy, because work queued behind a stuck routee waits; a deployment of <c>/crosstown/pools/NAME</c> that names a router overrides it.
    /// The dispatcher is the routees'; the router routes on the sender's thread. A failed routee is restarted with its mail: it fails only by a defect.
    /// </summary>
    public static Props Pool(TrafficSystem system, PoolHandle pool)
    {
        var routee = pool.Actor is { } actor && MakeActor(system, pool, actor) is var props
            ? Props.CreateBy(new Producer<UserActorWorker>(() => new UserActorWorker(system, pool, props)))
            : Props.CreateBy(new Producer<TrafficWorker>(() => new TrafficWorker(system, pool.Activity)));
        return routee
            .WithDispatcher(PoolDispatcher)
            .WithRouter(system.Settings.Deployments.Router(pool.Name));
    }

    public static Props Lane(TrafficSystem system, SameThreadLane lane) =>
        Props.CreateBy(new Producer<LaneWorker>(() => new LaneWorker(system, lane))).WithDispatcher(SameThreadDispatcher);

    /// <summary>Once for the pool, at start-up: what is wrong with it would be wrong for each routee, again and again.</summary>
    private static Props MakeActor(TrafficSystem system, PoolHandle pool, Func<IServiceProvider, Props> actor)
    {
        try
        {
            return actor(system.Services) ?? throw new InvalidOperationException("they are null.");
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"The Props of the pool {pool.Name} cannot be made: {e.Message} See AddTrafficPool(\"{pool.Name}\", …).", e);
        }
    }

    /// <summary>Makes actors without reflection.</summary>
    private sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }
}
