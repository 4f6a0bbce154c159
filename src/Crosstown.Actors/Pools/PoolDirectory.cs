using System.Collections.Frozen;
using Akka.Configuration;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Gates;

namespace Crosstown.Actors.Pools;

/// <summary>The pools declared in HOCON or by <c>AddTrafficPool</c>, and the same-thread lanes.</summary>
internal sealed class PoolDirectory
{
    private readonly FrozenDictionary<string, Pool> _pools;
    private readonly TimeProvider _clock;

    /// <exception cref="ConfigurationException">A pool is declared twice or has a reserved name, or a deployment is for a pool that is not declared.</exception>
    public PoolDirectory(CrosstownSettings settings, IEnumerable<ActorPoolRegistration> registrations, TimeProvider clock)
    {
        _clock = clock;
        _pools = Declare(settings, registrations, clock);
        Lanes = [.. Enumerable.Range(0, settings.Lanes).Select(number => new Lane(number, clock))];
        Actors = new Gate("messages to actors", clock);
    }

    public IReadOnlyCollection<Pool> All => _pools.Values;

    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>The gate of messages to the application's own actors (TellTo).</summary>
    public Gate Actors { get; }

    /// <summary>Every gate.</summary>
    public IEnumerable<Gate> Gates => [.. All.Select(static pool => pool.Gate), .. Lanes.Select(static lane => lane.Gate), Actors];

    /// <exception cref="ArgumentException">There is no such pool.</exception>
    public Pool Find(string name) => _pools.TryGetValue(name, out var pool)
        ? pool
        : throw new ArgumentException(
            $"There is no pool {name}; the pools are {string.Join(", ", _pools.Keys.Order(StringComparer.Ordinal))}. Declare it in HOCON: crosstown.pools.{name} {{ }}, or with services.AddTrafficPool.");

    /// <summary>The gate of the pool or lane that runs the deferral.</summary>
    public Gate GateOf(Deferral deferral) => deferral.Plan.SameThread ? Lanes[deferral.Account.Lane].Gate : Find(deferral.Plan.PoolName).Gate;

    /// <summary>
    /// For each pool, and for the lanes together, how long the deferral has waited that has waited longest in the mailbox of a routee or lane; zero without one. What waits for a rate,
    /// a circuit, a pause, a delay, an attempt or a key does not count.
    /// </summary>
    public IReadOnlyList<(string Name, TimeSpan Wait)> OldestWaits() =>
    [
        .. All.Select(pool => (pool.Name, pool.Gate.IsForAll ? TimeSpan.Zero : pool.Activity.OldestWait(_clock))),
        (PoolNames.SameThread, Lanes.Max(lane => lane.Activity.OldestWait(_clock))),
    ];

    private static FrozenDictionary<string, Pool> Declare(CrosstownSettings settings, IEnumerable<ActorPoolRegistration> registrations, TimeProvider clock)
    {
        var actors = new Dictionary<string, ActorPoolRegistration>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            if (!actors.TryAdd(registration.Name, registration))
                throw new ConfigurationException($"AddTrafficPool declares the pool {registration.Name} twice; remove one.");
        }

        var pools = settings.Pools.Values.ToDictionary(
            static pool => pool.Name, pool => new Pool(pool, actors.GetValueOrDefault(pool.Name)?.Actor, GateOf(pool)), StringComparer.Ordinal);
        foreach (var registration in actors.Values)
        {
            var pool = new PoolSettings(registration.Name);
            pools.TryAdd(registration.Name, new Pool(pool, registration.Actor, GateOf(pool)));
        }

        if (pools.ContainsKey(PoolNames.SameThread))
            throw new ConfigurationException($"crosstown.pools.{PoolNames.SameThread}: the name {PoolNames.SameThread} is reserved for the same-thread lanes; give the pool another name.");
        foreach (var deployed in settings.Deployments.Names)
        {
            if (!pools.ContainsKey(deployed))
            {
                throw new ConfigurationException(
                    $"akka.actor.deployment./crosstown/pools/{deployed} deploys a pool that is not declared; declare it with crosstown.pools.{deployed} {{ }}, or remove the deployment.");
            }
        }

        return pools.ToFrozenDictionary(StringComparer.Ordinal);

        Gate GateOf(PoolSettings pool) => new($"pool {pool.Name}", clock)
        {
            Rate = pool.Rate,
            Circuit = pool.Circuit,
            MayPause = (pool.Retry ?? settings.Retry).PausePool,
            // A pool that may grow is given as many as it may have, so that it sees the need to.
            Routees = settings.Deployments.SizeOf(pool.Name) is { Resizer: { } resizer } ? resizer.UpperBound : settings.Deployments.SizeOf(pool.Name).Instances,
        };
    }
}
