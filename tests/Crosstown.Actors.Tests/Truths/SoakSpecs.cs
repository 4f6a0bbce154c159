using Akka.Actor;
using Akka.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.4: everything at once, with pools that lose their routees midway; 10,000 requests at scale 1.</summary>
public sealed class SoakSpecs
{
    [Fact]
    public async Task After_a_mixed_load_every_deferral_has_its_fate_and_nothing_is_left()
    {
        var scopes = 0;
        await using var host = new TrafficHost(
            """
            crosstown.admission.capacity = 2000
            crosstown.deferral { abandon-after = 1s, timeout = 5s }
            crosstown.same-thread.lanes = 2
            crosstown.pools { calls { } }
            akka.actor.deployment./crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 4 }
            """,
            services => services.AddTrafficHandler<Handler>().AddScoped(_ => new Scope(() => Interlocked.Increment(ref scopes), () => Interlocked.Decrement(ref scopes))));
        host.Logs.Keep = false;
        var requests = Stress.Scaled(10_000) / 4;
        var deferred = 0L;
        var done = 0;
        await Stress.OnThreadsAsync(5, thread =>
        {
            if (thread == 4)
            {
                // Time passes, and now and then all routees of a pool are replaced.
                for (var turn = 0; Volatile.Read(ref done) < 4; turn++)
                {
                    host.Clock.Advance(TimeSpan.FromMilliseconds(100));
                    if (turn % 50 == 49)
                    {
                        host.Pool("calls").Router.Tell(new AdjustPoolSize(4));
                        host.Pool("calls").Router.Tell(new AdjustPoolSize(-4));
                    }

                    Thread.Yield();
                }

                return;
            }

            var random = new Random(thread);
            for (var i = 0; i < requests; i++)
            {
                var request = host.Request();
                for (var d = random.Next(6); d > 0; d--)
                {
                    Interlocked.Increment(ref deferred);
                    Deferral? deferral = null;
                    try
                    {
                        deferral = Defer(request, random, () => Interlocked.Increment(ref deferred));
                    }
                    catch (TrafficFullException)
                    {
                    }

                    if (random.Next(8) == 0)
                        deferral?.Cancel();
                }

                if (random.Next(50) == 0)
                    request.NoGo("vetoed");
                if (random.Next(20) == 0)
                    request.ReleaseEarly();
                request.End(random.Next(4) switch { 0 => 500, 1 => 302, _ => 200 }, (ResponseOutcome)random.Next(4));
            }

            Interlocked.Increment(ref done);
        });

        // What hangs until its timeout needs the time to pass.
        while (host.Ledger.Read().Outstanding > 0 || host.Ledger.SlotsTaken > 0)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1);
        }

        var reading = await host.SettledAsync();
        Assert.Equal(Interlocked.Read(ref deferred), reading.Ended);
        Assert.True(reading is { Ran: > 0, Failed: > 0, NoGo: > 0, Cancelled: > 0 });
        Assert.Equal((0, 0, 0), (host.Ledger.SlotsTaken, host.Ledger.OpenRequests, host.Ledger.DetachedRuns));
        Assert.Equal(0, scopes);
        Assert.Equal(0, host.Clock.Timers);
        await LivingRequestActors.CountAsync(host, 0);
        await Eventually.TrueAsync(() => host.Ledger.LaneDepths.Sum() == 0, "the lanes are empty");
    }

    private static Deferral Defer(FakeRequest request, Random random, Action counts)
    {
        var sameThread = random.Next(6) == 0;
        var options = new DeferralOptions
        {
            Pool = !sameThread && random.Next(2) == 0 ? "calls" : null,
            SameThread = sameThread,
            Sequential = random.Next(12) == 0,
            Key = random.Next(10) == 0 ? "key" : null,
            KeyPolicy = (KeyPolicy)random.Next(2),
            NoGo = random.Next(3) == 0 ? "5xx, aborted" : null,
        };
        return random.Next(7) switch
        {
            0 => request.Defer(static () => throw new InvalidOperationException("on purpose"), options),
            1 => request.Defer(async () => await Task.Yield(), options),
            2 => request.Tell("work", options),
            3 when random.Next(20) == 0 => request.Defer(static ct => Task.Delay(Timeout.Infinite, ct), options),
            4 => request.Defer<TrafficContext>(
                (context, _) =>
                {
                    counts();
                    context.Traffic.Defer(static () => { });
                    return Task.CompletedTask;
                },
                options),
            _ => request.Defer(static () => { }, options),
        };
    }

    private sealed class Scope : IDisposable
    {
        private readonly Action _left;

        public Scope(Action entered, Action left)
        {
            _left = left;
            entered();
        }

        public void Dispose() => _left();
    }

    private sealed class Handler(Scope scope) : ITrafficHandler<string>
    {
        public async Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            GC.KeepAlive(scope);
        }
    }
}
