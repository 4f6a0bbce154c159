using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Gates;

namespace Crosstown.Actors.Pools;

/// <summary>One pool: its settings, its slots and, once started, its router.</summary>
internal sealed class Pool(PoolSettings settings, Func<IServiceProvider, Props>? actor, Gate gate)
{
    private volatile IActorRef? _router;

    public string Name => settings.Name;

    public PoolSettings Settings => settings;

    /// <summary>Null if the pool has no capacity of its own.</summary>
    public Slots? Slots { get; } = settings.Capacity is { } capacity ? new Slots(capacity) : null;

    /// <summary>Where its deferrals wait for a time, a permit, a key or a circuit.</summary>
    public Gate Gate => gate;

    /// <summary>Makes the Props of the application's own actors; null if the pool runs handlers and delegates.</summary>
    public Func<IServiceProvider, Props>? Actor => actor;

    public PoolActivity Activity { get; } = new($"pool {settings.Name}");

    /// <summary>Set by the actor that starts the pool, before anything is dispatched.</summary>
    public IActorRef Router
    {
        get => _router ?? throw new InvalidOperationException($"The pool {Name} has not started.");
        set => _router = value;
    }
}
