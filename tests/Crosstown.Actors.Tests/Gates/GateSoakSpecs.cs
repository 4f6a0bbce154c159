using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Routing;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>Failures, retries, delays, partitions, unique keys, a rate, a circuit, cancellations and replaced routees at random, and a drain in the middle.</summary>
public sealed class GateSoakSpecs
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task After_a_mixed_load_with_a_drain_in_the_middle_every_deferral_has_one_fate_and_nothing_is_left(int seed)
    {
        await using var host = new TrafficHost(
            """
            crosstown.admission.capacity = 3000
            crosstown.same-thread.lanes = 2
            crosstown.drain-grace = 1s
            crosstown.deferral { timeout = 20s, abandon-after = 2s, retry { attempts = 3, backoff = 500ms } }
            crosstown.pools.calls {
              retry { pause-pool = on }
              rate { permits = 50, window = 1s }
              circuit { failures = 0.9, of = 10, within = 10s, open = 2s }
            }
            akka.actor.deployment./crosstown/pools/calls { router = least-busy-pool, nr-of-instances = 4 }
            """);
        host.Logs.Keep = false;
        var made = new ConcurrentQueue<(Deferral Deferral, StrongBox Attempts)>();
        var refused = 0L;
        var perThread = Stress.Scaled(1500);
        var done = 0;
        var load = Stress.OnThreadsAsync(4, thread =>
        {
            if (thread == 3)
            {
                for (var turn = 0; Volatile.Read(ref done) < 3; turn++)
                {
                    host.Clock.Advance(TimeSpan.FromMilliseconds(50));
                    if (turn % 40 == 39)
                    {
                        host.Pool("default").Router.Tell(new AdjustPoolSize(2));
                        host.Pool("default").Router.Tell(new AdjustPoolSize(-2));
                    }

                    Thread.Yield();
                }

                return;
            }

            var random = new Random((seed * 10) + thread);
            for (var i = 0; i < perThread; i++)
            {
                var request = host.Request();
                for (var d = random.Next(4); d > 0; d--)
                {
                    try
                    {
                        var attempts = new StrongBox();
                        var deferral = Defer(request, random, attempts);
                        made.Enqueue((deferral, attempts));
                        if (random.Next(10) == 0)
                            deferral.Cancel();
                    }
                    catch (InvalidOperationException e) when (e is TrafficFullException or TrafficClosedException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }

                request.End(random.Next(6) == 0 ? 500 : 200);
            }

            Interlocked.Increment(ref done);
        });
        await Eventually.TrueAsync(() => made.Count > perThread, "half of the load is there");
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(30));
        await load;
        while (!drain.IsCompleted || host.Ledger.SlotsTaken > 0)
        {
            host.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        var report = await drain;
        var reading = await host.SettledAsync();
        Assert.Equal(made.Count + refused, reading.Deferred);
        foreach (var fate in Enum.GetValues<Fate>().Except([Fate.Refused]))
            Assert.Equal(made.Count(one => one.Deferral.Fate == fate), reading[fate]);
        Assert.All(made.Where(one => one.Deferral.Fate is Fate.Ran), one => Assert.Equal(one.Attempts.Value - one.Attempts.Free, one.Deferral.Attempts));
        Assert.All(made, one => Assert.InRange(one.Attempts.Value, 0, one.Deferral.Fate is Fate.NoGo ? 0 : int.MaxValue));
        Assert.Equal(report.Abandoned.Count, reading.Abandoned);
        Assert.True(reading is { Ran: > 0, Failed: > 0, NoGo: > 0, Cancelled: > 0 }, $"{reading}");
        Assert.Equal((0, 0, 0), (host.Ledger.SlotsTaken, host.Ledger.OpenRequests, host.Ledger.DetachedRuns));
        await Eventually.TrueAsync(() => host.Pools.Gates.Sum(gate => gate.Waiting) == 0, "the gates are empty");
    }

    private static Deferral Defer(FakeRequest request, Random random, StrongBox attempts)
    {
        var sameThread = random.Next(6) == 0;
        var options = new DeferralOptions
        {
            Pool = !sameThread && random.Next(3) == 0 ? "calls" : null,
            SameThread = sameThread,
            Sequential = random.Next(15) == 0,
            Delay = random.Next(5) == 0 ? TimeSpan.FromMilliseconds(random.Next(3000)) : null,
            StartWithin = random.Next(10) == 0 ? TimeSpan.FromSeconds(5) : null,
            Partition = !sameThread && random.Next(3) == 0 ? $"{random.Next(20)}" : null,
            UniqueFor = random.Next(10) == 0 ? $"{random.Next(5)}" : null,
        };
        var kind = random.Next(8);
        var failures = random.Next(5);
        return kind switch
        {
            0 => request.Defer(
                () =>
                {
                    if (Interlocked.Increment(ref attempts.Value) <= failures)
                        throw new IOException("on purpose");
                },
                options),
            1 when random.Next(10) == 0 => request.Defer(
                ct =>
                {
                    Interlocked.Increment(ref attempts.Value);
                    return Task.Delay(Timeout.Infinite, ct);
                },
                options),
            2 => request.Defer<TrafficContext>(
                async (context, _) =>
                {
                    var attempt = Interlocked.Increment(ref attempts.Value);
                    // One that did not count is followed by one with the same number.
                    if (context.Attempt == attempts.LastNumber)
                        attempts.Free++;
                    attempts.LastNumber = context.Attempt;
                    await Task.Yield();
                    if (attempt <= failures)
                        throw new RetryAfterException(TimeSpan.FromMilliseconds(100));
                },
                options),
            _ => request.Defer(
                async () =>
                {
                    var attempt = Interlocked.Increment(ref attempts.Value);
                    await Task.Yield();
                    if (kind == 3 && attempt <= failures)
                        throw new IOException("on purpose");
                },
                options),
        };
    }

    private sealed class StrongBox
    {
        public int Value;

        /// <summary>Attempts that did not count, because they asked for a wait while their pool could be paused.</summary>
        public int Free;

        public int LastNumber;
    }
}
