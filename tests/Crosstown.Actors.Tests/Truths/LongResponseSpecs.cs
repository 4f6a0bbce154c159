using Akka.Actor;
using Akka.Event;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.12: responses that take long, or never end.</summary>
public sealed class LongResponseSpecs
{
    [Fact]
    public async Task After_a_release_at_the_start_earlier_deferrals_run_and_later_ones_run_as_they_come()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var before = request.Defer(() => { });
        request.ReleaseEarly(101);
        Assert.Equal(Fate.Ran, await before.WaitAsync().WaitAsync(Stress.Patience));
        for (var i = 0; i < 100; i++)
            Assert.Equal(Fate.Ran, await request.Defer(() => { }).WaitAsync().WaitAsync(Stress.Patience));
        request.End(101);
        Assert.Equal(101, (await host.SettledAsync()).Ran);
        await LivingRequestActors.CountAsync(host, 0);
        Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));
    }

    [Fact]
    public async Task Released_at_the_start_deferrals_are_judged_by_the_status_at_the_head()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        request.ReleaseEarly(404);
        var deferral = request.Defer(() => { });
        Assert.Equal(Fate.NoGo, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        request.End(404);
        await host.SettledAsync();
    }

    [Fact]
    public async Task In_races_of_an_early_release_against_Tells_nothing_is_lost()
    {
        await using var host = new TrafficHost();
        var races = Stress.Scaled(10_000);
        var ran = 0;
        FakeRequest? request = null;
        await Stress.RaceAsync(2, (thread, meet) =>
        {
            for (var race = 0; race < races; race++)
            {
                if (thread == 0)
                    request = host.Request();
                meet();
                if (thread == 0)
                {
                    request!.ReleaseEarly();
                }
                else
                {
                    request!.Defer(() => Interlocked.Increment(ref ran));
                    request!.Defer(() => Interlocked.Increment(ref ran));
                }

                meet();
                if (thread == 0)
                    request!.End();
                meet();
            }
        });
        Assert.Equal(2L * races, (await host.SettledAsync()).Ran);
        Assert.Equal(2 * races, ran);
    }

    [Fact]
    public async Task A_response_that_flows_for_long_keeps_only_what_is_outstanding()
    {
        await using var host = new TrafficHost("crosstown.pools.slow { }");
        var request = host.Request();
        using var hold = new ManualResetEventSlim();
        var first = request.Defer(() => hold.Wait(Stress.Patience), new DeferralOptions { Pool = "slow" });
        request.ReleaseEarly();
        var ended = new List<WeakReference>();
        for (var burst = 0; burst < 50; burst++)
            await BurstAsync(request, ended);
        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return ended.Count(static deferral => deferral.IsAlive) < 200;
            },
            "of 5,000 that have ended nearly all are collected");

        Assert.Null(first.Fate);
        Assert.Equal((5001L, 1L), (host.Ledger.Read().Deferred, host.Ledger.Read().Outstanding));
        hold.Set();
        request.End();
        Assert.Equal(5001, (await host.SettledAsync()).Ran);
    }

    private static async Task BurstAsync(FakeRequest request, List<WeakReference> ended)
    {
        Deferral[] deferrals = [.. Enumerable.Range(0, 100).Select(_ => request.Defer(() => { }))];
        foreach (var deferral in deferrals)
            Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        ended.AddRange(deferrals.Select(static deferral => new WeakReference(deferral)));
    }

    [Fact]
    public async Task The_age_of_the_oldest_collecting_response_is_a_metric()
    {
        await using var host = new TrafficHost();
        Assert.Equal(TimeSpan.Zero, host.Ledger.OldestCollecting);
        var oldest = host.Request();
        oldest.Defer(() => { });
        host.Clock.Advance(TimeSpan.FromMinutes(3));
        var younger = host.Request();
        younger.Defer(() => { });
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((TimeSpan.FromMinutes(4), 2), (host.Ledger.OldestCollecting, host.Ledger.OpenRequests));
        oldest.End();
        Assert.Equal(TimeSpan.FromMinutes(1), host.Ledger.OldestCollecting);
        younger.End();
        await host.SettledAsync();
        Assert.Equal(TimeSpan.Zero, host.Ledger.OldestCollecting);
    }

    [Fact]
    public async Task A_collecting_lease_gives_up_a_response_that_never_ends()
    {
        await using var host = new TrafficHost("crosstown.collecting-lease = 1s");
        var request = host.Request();
        var deferral = request.Defer(() => Assert.Fail("ran"));
        Assert.Equal(1, (await host.SettledAsync()).Cancelled);
        Assert.Equal("the collecting lease passed before the response was over", deferral.Reason);
        var refused = Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));
        Assert.EndsWith(
            "was refused: the response of POST /campaigns is still open, but it took longer than crosstown.collecting-lease (00:00:01), so its deferrals were cancelled and no more are admitted. " +
            "Raise the lease, or release the traffic of this endpoint at the response's start: .ReleaseTrafficAt(TrafficRelease.ResponseStarted).",
            refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("The response took longer than crosstown.collecting-lease", Assert.Throws<TrafficClosedException>(() => request.NoGo("too late")).Message, StringComparison.Ordinal);
        request.End();
        Assert.StartsWith("The response of POST /campaigns (traffic ", Assert.Single(host.Logs.Texts(EventIds.LeaseExpired)), StringComparison.Ordinal);
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task The_end_of_a_response_that_was_given_up_is_no_dead_letter()
    {
        await using var host = new TrafficHost("crosstown.collecting-lease = 1s");
        var letter = new TaskCompletionSource<AllDeadLetters>(TaskCreationOptions.RunContinuationsAsynchronously);
        host.System.EventStream.Subscribe(host.System.ActorOf(Props.Create(() => new Ear(letter))), typeof(AllDeadLetters));
        var request = host.Request();
        request.Defer(() => { });
        await host.SettledAsync();
        await LivingRequestActors.CountAsync(host, 0);

        request.End();
        host.System.DeadLetters.Tell("the first dead letter");

        Assert.Equal("the first dead letter", (await letter.Task.WaitAsync(Stress.Patience)).Message);
    }

    [Fact]
    public async Task A_sequential_deferral_released_at_the_start_is_judged_by_the_head_whatever_becomes_of_the_body()
    {
        await using var host = new TrafficHost();
        var request = host.Request(new EndpointDeferralOptions { Sequential = true });
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource();
        var running = request.Defer(async () =>
        {
            started.SetResult();
            await goOn.Task;
        });
        request.ReleaseEarly();
        await started.Task.WaitAsync(Stress.Patience);
        var waiting = Enumerable.Range(0, 3).Select(_ => request.Defer(() => { })).ToList();
        request.End(500, ResponseOutcome.Truncated);
        goOn.SetResult();
        Assert.Equal(4, (await host.SettledAsync()).Ran);
        Assert.All(waiting.Append(running), deferral => Assert.Equal(Fate.Ran, deferral.Fate));
    }

    private sealed class Ear : ReceiveActor
    {
        public Ear(TaskCompletionSource<AllDeadLetters> heard) => Receive<AllDeadLetters>(letter => heard.TrySetResult(letter));
    }
}
