using Akka.Actor;
using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>One pool as the rest of Crosstown knows it: its settings, its slots and, once started, its router.</summary>
internal sealed class PoolHandle(PoolSettings settings, Func<IServiceProvider, Props>? actor)
{
    private IActorRef? _router;
    private IActorRef? _redirected;

    public string Name => settings.Name;

    public PoolSettings Settings => settings;

    public PlaceActivity Activity { get; } = new($"pool {settings.Name}");

    /// <summary>Null where the pool has no limit of its own.</summary>
    public Slots? Slots { get; } = settings.Capacity is { } capacity ? new Slots(capacity) : null;

    /// <summary>The user's own actor, where the pool is made of those.</summary>
    public Func<IServiceProvider, Props>? Actor => actor;

    /// <summary>Whether a message needs no handler to run here.</summary>
    public bool TakesAnyMessage => actor is not null || Volatile.Read(ref _redirected) is not null;

    /// <summary>Set once, by the actor that starts the pool, before anything is dispatched.</summary>
    public IActorRef Router
    {
        get => Volatile.Read(ref _router) ?? throw new InvalidOperationException($"The pool {Name} has not started.");
        set => Volatile.Write(ref _router, value);
    }

    /// <summary>An actor (a test's probe) that is told the payloads in place of the router; each has then run.</summary>
    public IActorRef? Redirected
    {
        get => Volatile.Read(ref _redirected);
        set => Volatile.Write(ref _redirected, value);
    }
}
