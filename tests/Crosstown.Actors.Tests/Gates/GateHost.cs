using System.Collections.Concurrent;
using Akka.Actor;
using Crosstown.Actors.Gates;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>A host whose time moves in steps: after each step all that could start has run. Its pools have one routee unless <c>hocon</c> says otherwise, so that work starts in the order dispatched.</summary>
internal sealed class GateHost(string hocon) : IAsyncDisposable
{
    private readonly TimeSpan _begin = TimeSpan.FromDays(1);

    private const string OneRoutee =
        """
        crosstown.pools.calls { }
        akka.actor.deployment {
          /crosstown/pools/default { router = least-busy-pool, nr-of-instances = 1 }
          /crosstown/pools/calls { router = least-busy-pool, nr-of-instances = 1 }
        }

        """;

    public TrafficHost Host { get; } = new(OneRoutee + hocon);

    /// <summary>The starts, in order: name, and seconds since the beginning.</summary>
    public ConcurrentQueue<(string Name, double At)> Starts { get; } = new();

    public Pool Calls => Host.Pool("calls");

    public double Seconds => (TimeSpan.FromTicks(Host.Clock.GetTimestamp()) - _begin).TotalSeconds;

    /// <summary>Defers work that notes its start, and throws what <paramref name="failure"/> says by the number of its attempt.</summary>
    public Deferral Defer(ITraffic traffic, string name, DeferralOptions? options = null, Func<int, Exception?>? failure = null) =>
        traffic.Defer<TrafficContext>(
            (context, _) =>
            {
                Starts.Enqueue((name, Seconds));
                return failure?.Invoke(context.Attempt) is { } thrown ? Task.FromException(thrown) : Task.CompletedTask;
            },
            options ?? new() { Pool = "calls" });

    /// <summary>How many outstanding deferrals are neither at a gate nor on their way: their response is not over, or the one before them in a sequence is not.</summary>
    public Func<int> Elsewhere { get; set; } = () => 0;

    /// <summary>Waits until the gates have taken notice of everything, and everything that was started has ended.</summary>
    public async Task RestAsync()
    {
        await Eventually.TrueAsync(() => IsAtRest() && AskAll() && IsAtRest());
        await Eventually.TrueAsync(() => IsAtRest() && AskAll() && IsAtRest());
    }

    /// <summary>Lets time pass in steps.</summary>
    public async Task PassAsync(double seconds, double step = 0.25)
    {
        await RestAsync();
        for (var passed = 0.0; passed < seconds; passed += step)
        {
            Host.Clock.Advance(TimeSpan.FromSeconds(step));
            await RestAsync();
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private bool IsAtRest() => Host.Ledger.Read().Outstanding - Elsewhere() == Host.Pools.Gates.Sum(gate => gate.Waiting);

    /// <summary>An answered question is behind all that the gate was told before.</summary>
    private bool AskAll()
    {
        foreach (var gate in Host.Pools.Gates)
            gate.Actor.Ask<DrainForecast>(AskForecast.Instance, Stress.Patience).GetAwaiter().GetResult();
        return true;
    }
}
