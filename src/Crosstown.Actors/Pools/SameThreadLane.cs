using System.Globalization;
using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary>One dedicated thread as the rest of Crosstown knows it.</summary>
internal sealed class SameThreadLane(int number)
{
    private IActorRef? _worker;
    private int _depth;

    public int Number => number;

    public PlaceActivity Activity { get; } = new(string.Create(CultureInfo.InvariantCulture, $"same-thread lane {number}"));

    /// <summary>Dispatched to it and not yet left.</summary>
    public int Depth => Volatile.Read(ref _depth);

    public IActorRef Worker
    {
        get => Volatile.Read(ref _worker) ?? throw new InvalidOperationException("The same-thread lanes have not started.");
        set => Volatile.Write(ref _worker, value);
    }

    public void Enter() => Interlocked.Increment(ref _depth);

    public void Leave() => Interlocked.Decrement(ref _depth);
}
