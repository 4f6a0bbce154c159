using System.Reflection.Emit;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Deferrals;

/// <summary>docs/design.md §4: what the caller can do with a deferral.</summary>
public sealed class ReceiptSpecs
{
    [Fact]
    public async Task A_deferral_that_is_cancelled_before_it_starts_never_runs()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => Assert.Fail("ran"));
        Assert.True(deferral.Cancel());
        Assert.False(deferral.Cancel());
        request.End();
        Assert.Equal(1, (await host.SettledAsync()).Cancelled);
    }

    [Fact]
    public async Task A_deferral_that_is_cancelled_while_it_runs_ends_as_cancelled_if_it_obeys_and_as_run_otherwise()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var started = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        var obedient = request.Defer(async ct =>
        {
            started[0].SetResult();
            await Task.Delay(Timeout.Infinite, ct);
        });
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stubborn = request.Defer(async ct =>
        {
            started[1].SetResult();
            await release.Task;
        });
        request.End();
        await Task.WhenAll(started.Select(source => source.Task)).WaitAsync(Stress.Patience);
        Assert.True(obedient.Cancel());
        Assert.True(stubborn.Cancel());
        release.SetResult();
        Assert.Equal(Fate.Cancelled, await obedient.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(Fate.Ran, await stubborn.WaitAsync().WaitAsync(Stress.Patience));
        Assert.False(stubborn.Cancel());
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_wait_while_the_request_is_open_throws_because_it_would_never_end()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => { });
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await deferral.WaitAsync());
        request.End();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_without_cancelling_the_deferral()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deferral = request.Defer(() => release.Task);
        request.End();
        using var giveUp = new CancellationTokenSource();
        var wait = deferral.WaitAsync(giveUp.Token);
        giveUp.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Null(deferral.Fate);
        release.SetResult();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    [Fact]
    public async Task In_races_of_waits_cancellations_and_runs_every_wait_completes()
    {
        await using var host = new TrafficHost();
        var rounds = Stress.Scaled(5_000);
        var waits = new List<Task<Fate>>();
        for (var round = 0; round < rounds; round++)
        {
            var request = host.Request();
            var deferrals = new[] { request.Defer(() => { }), request.Defer(async () => await Task.Yield()), request.Defer(ct => Task.CompletedTask) };
            request.End();
            foreach (var deferral in deferrals)
            {
                if ((round & 1) == 0)
                    deferral.Cancel();
                waits.Add(deferral.WaitAsync());
            }
        }

        var fates = await Task.WhenAll(waits).WaitAsync(Stress.Patience);
        Assert.All(fates, fate => Assert.True(fate is Fate.Ran or Fate.Cancelled));
        var reading = await host.SettledAsync();
        Assert.Equal(fates.LongCount(fate => fate == Fate.Ran), reading.Ran);
    }

    [Fact]
    public async Task AsActorRef_defers_what_it_is_told()
    {
        var got = new List<string>();
        await using var host = new TrafficHost(configure: services =>
        {
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, got);
            Microsoft.Extensions.DependencyInjection.TrafficServiceCollectionExtensions.AddTrafficHandler<Handler>(services);
        });
        var request = host.Request();
        var reference = request.AsActorRef();
        reference.Tell("a", Akka.Actor.ActorRefs.NoSender);
        Assert.Empty(got);
        request.End();
        await host.SettledAsync();
        Assert.Equal(["a"], got);
    }

    private sealed class Handler(List<string> got) : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            got.Add(message);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Code_that_ignores_its_cancellation_is_given_up_after_abandon_after_and_its_routee_goes_on()
    {
        await using var host = new TrafficHost("akka.actor.deployment { /crosstown/pools/default { router = least-busy-pool, nr-of-instances = 1 } }");
        var request = host.Request();
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource();
        var stuck = request.Defer(async () =>
        {
            started.SetResult();
            await never.Task;
        });
        var next = request.Defer(() => { });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        Assert.True(stuck.Cancel());
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(((Fate?)null, (Fate?)null, 0), (stuck.Fate, next.Fate, host.Ledger.DetachedRuns));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Ran, await next.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal((Fate.Cancelled, 1), (stuck.Fate, host.Ledger.DetachedRuns));
        Assert.Equal(1, host.Ledger.SlotsTaken);
        var stray = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.RunDetached);
        Assert.StartsWith("ReceiptSpecs.", Assert.IsType<string>(stray.Values.Single(value => value.Key == "DeferralKind").Value), StringComparison.Ordinal);
        never.SetResult();
        await host.SettledAsync();
        Assert.Equal((0, 0), (host.Ledger.DetachedRuns, host.Clock.Timers));
    }

    [Fact]
    public async Task A_timeout_longer_than_any_timer_is_an_error_at_the_call()
    {
        await using var host = new TrafficHost(configure: services => services.AddSingleton(TimeProvider.System));
        var request = host.Request();
        var longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
        var ran = request.Defer(() => { }, new DeferralOptions { Timeout = longest });
        foreach (var timeout in new[] { longest + TimeSpan.FromTicks(1), TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromSeconds(-2) })
        {
            var refused = Assert.Throws<ArgumentOutOfRangeException>(() => request.Defer(() => { }, new DeferralOptions { Timeout = timeout }));
            Assert.Contains($"at most {longest}", refused.Message, StringComparison.Ordinal);
        }

        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((1L, 1L), (reading.Deferred, reading.Ran));
        Assert.Equal(Fate.Ran, ran.Fate);
    }

    /// <summary>The compiler calls the main method of a program without one <c>&lt;Main&gt;$</c>, and its lambdas after it.</summary>
    [Theory, InlineData("<<Main>$>b__0_0", "Main"), InlineData("<<Main>$>g__Call|0_1", "Main.Call"), InlineData("<Post>b__3", "Post"), InlineData("Named", "Named")]
    public async Task A_delegate_is_called_after_the_method_that_wrote_it(string method, string kind)
    {
        await using var host = new TrafficHost();
        var body = new DynamicMethod(method, null, []);
        body.GetILGenerator().Emit(OpCodes.Ret);
        var request = host.Request();
        var deferral = request.Defer(body.CreateDelegate<Action>());
        Assert.Equal($"{deferral.Id} .{kind}", deferral.ToString());
        request.End();
        await host.SettledAsync();
    }
}
