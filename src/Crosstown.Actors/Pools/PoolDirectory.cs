using System.Collections.Frozen;
using Akka.Configuration;

namespace Crosstown.Actors.Pools;

/// <summary>The pools declared in HOCON or by <c>AddTrafficPool</c>, and the same-thread lanes.</summary>
internal sealed class PoolDirectory
{
    private readonly FrozenDictionary<string, Pool> _pools;

    /// <exception cref="ConfigurationException">A pool is declared twice or has a reserved name, or a deployment is for a pool that is not declared.</exception>
    public PoolDirectory(CrosstownSettings settings, IEnumerable<ActorPoolRegistration> registrations)
    {
        _pools = Declare(settings, registrations);
        Lanes = [.. Enumerable.Range(0, settings.Lanes).Select(static number => new Lane(number))];
    }

    public IReadOnlyCollection<Pool> All => _pools.Values;

    public IReadOnlyList<Lane> Lanes { get; }

    /// <exception cref="ArgumentException">There is no such pool.</exception>
    public Pool Find(string name) => _pools.TryGetValue(name, out var pool)
        ? pool
        : throw new ArgumentException(
            $"There is no pool {name}; the pools are {string.Join(", ", _pools.Keys.Order(StringComparer.Ordinal))}. Declare it in HOCON: crosstown.pools.{name} {{ }}, or with services.AddTrafficPool.");

    private static FrozenDictionary<string, Pool> Declare(CrosstownSettings settings, IEnumerable<ActorPoolRegistration> registrations)
    {
        var actors = new Dictionary<string, ActorPoolRegistration>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            if (!actors.TryAdd(registration.Name, registration))
                throw new ConfigurationException($"AddTrafficPool declares the pool {registration.Name} twice; remove one.");
        }

        var pools = settings.Pools.Values.ToDictionary(
            static pool => pool.Name, pool => new Pool(pool, actors.GetValueOrDefault(pool.Name)?.Actor), StringComparer.Ordinal);
        foreach (var registration in actors.Values)
            pools.TryAdd(registration.Name, new Pool(new PoolSettings(registration.Name), registration.Actor));

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
    }
}
