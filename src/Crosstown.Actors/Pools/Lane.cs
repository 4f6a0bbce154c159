using System.Globalization;
using Akka.Actor;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Gates;

namespace Crosstown.Actors.Pools;

/// <summary>One same-thread lane: its number, its depth and, once started, its worker.</summary>
internal sealed class Lane(int number, TimeProvider clock) : ILoad
{
    private volatile IActorRef? _worker;
    private volatile int _depth;

    public int Number => number;

    /// <summary>Deferrals dispatched to it that have not left.</summary>
    public int Depth => _depth;

    /// <summary>Where its deferrals wait for a time, and where the work of a request keeps its order meanwhile.</summary>
    public Gate Gate { get; } = new(string.Create(CultureInfo.InvariantCulture, $"same-thread lane {number}"), clock);

    public PoolActivity Activity { get; } = new(string.Create(CultureInfo.InvariantCulture, $"same-thread lane {number}"));

    public IActorRef Worker
    {
        get => _worker ?? throw new InvalidOperationException("The same-thread lanes have not started.");
        set => _worker = value;
    }

    public void Tell(DeferralEnvelope envelope, IActorRef? sender)
    {
        Interlocked.Increment(ref _depth);
        envelope.Deferral.Load = this;
        Worker.Tell(envelope, sender);
    }

    public void Release() => Interlocked.Decrement(ref _depth);
}
