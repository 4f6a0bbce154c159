using Akka.Actor;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>Ends of attempts against cancellations, timeouts and the ends of gates.</summary>
public sealed class GateRaceSpecs
{
    [Fact]
    public async Task A_deferral_that_is_cancelled_while_its_attempt_fails_ends_once_and_stays_ended()
    {
        await using var host = new TrafficHost("crosstown.deferral.retry { attempts = 1000, backoff = 0s }");
        host.Logs.Keep = false;
        var rounds = Stress.Scaled(2000);
        var deferrals = new Deferral[rounds];
        var attempts = new int[rounds];
        await Stress.RaceAsync(2, (thread, meet) =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var number = round;
                if (thread == 0)
                {
                    deferrals[round] = host.OutsideRequest.Defer(() =>
                    {
                        attempts[number]++;
                        throw new IOException("on purpose");
                    });
                }

                meet();
                if (thread == 1)
                {
                    SpinWait.SpinUntil(() => Volatile.Read(ref attempts[number]) > 0);
                    deferrals[round].Cancel();
                }

                meet();
            }
        });
        await host.SettledAsync();
        Assert.All(deferrals, deferral => Assert.True(deferral.Fate is Fate.Cancelled or Fate.Failed, $"{deferral.Fate}"));
        Assert.True(deferrals.Count(deferral => deferral.Attempts < 1000) > rounds / 2, "most end by the cancellation");
        Assert.Equal((0, 0), (host.Ledger.SlotsTaken, host.Pools.Gates.Sum(gate => gate.Waiting)));
    }

    [Fact]
    public async Task A_timeout_that_passes_as_the_code_returns_gives_one_fate()
    {
        await using var host = new TrafficHost("crosstown.deferral { timeout = 1s, retry { attempts = 2, backoff = 0s } }");
        host.Logs.Keep = false;
        var rounds = Stress.Scaled(1000);
        var ran = 0;
        for (var round = 0; round < rounds; round++)
        {
            var stop = new TaskCompletionSource();
            var began = new TaskCompletionSource();
            var attempts = 0;
            var deferral = host.OutsideRequest.Defer(() =>
            {
                began.TrySetResult();
                return Interlocked.Increment(ref attempts) == 1 ? stop.Task : Task.CompletedTask;
            });
            await began.Task.WaitAsync(Stress.Patience);
            await Stress.RaceAsync(2, (thread, meet) =>
            {
                meet();
                if (thread == 0)
                    stop.SetResult();
                else
                    host.Clock.Advance(TimeSpan.FromSeconds(1));
            });
            Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
            Assert.Equal(attempts, deferral.Attempts);
            ran += attempts;
        }

        await host.SettledAsync();
        Assert.InRange(ran, rounds, 2 * rounds);
        Assert.Equal((0, 0), (host.Ledger.SlotsTaken, host.Ledger.DetachedRuns));
    }

    [Fact]
    public async Task A_gate_that_is_stopped_gives_what_waits_there_its_fate()
    {
        await using var gates = new GateHost("");
        var deferral = gates.Defer(gates.Host.OutsideRequest, "delayed", new() { Delay = TimeSpan.FromSeconds(9) });
        await gates.RestAsync();
        gates.Host.Pool("default").Gate.Actor.Tell(PoisonPill.Instance);
        await gates.Host.SettledAsync();
        Assert.Equal((Fate.Failed, "the gate of pool default was stopped"), (deferral.Fate, deferral.Reason));
        var later = gates.Defer(gates.Host.OutsideRequest, "later", new() { Delay = TimeSpan.FromSeconds(9) });
        await gates.Host.SettledAsync();
        Assert.Equal(Fate.Failed, later.Fate);
    }

    [Fact]
    public async Task A_gate_that_is_restarted_gives_what_waited_there_its_fate_and_goes_on()
    {
        await using var gates = new GateHost("crosstown.pools.calls.rate { permits = 1, window = 1s }");
        gates.Defer(gates.Host.OutsideRequest, "first");
        var second = gates.Defer(gates.Host.OutsideRequest, "second");
        await gates.RestAsync();
        var gate = (IInternalActorRef)gates.Calls.Gate.Actor;
        gate.Suspend();
        gate.Restart(new InvalidOperationException("on purpose"));
        await gates.Host.SettledAsync();
        Assert.Equal(Fate.Failed, second.Fate);
        gates.Defer(gates.Host.OutsideRequest, "third");
        await gates.Host.SettledAsync();
        Assert.Equal(["first", "third"], gates.Starts.Select(start => start.Name));
    }
}
