using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Routing;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Filters;

/// <summary>docs/failures.md: filters: the threads of lanes and pools, and pools of the application's own actors.</summary>
public sealed class FilterThreadSpecs
{
    private const string OneCaller = """
        crosstown.pools.calls { }
        akka.actor.deployment./crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 1 }
        """;

    private static readonly AsyncLocal<string?> Tenant = new();
    private static readonly DeferralOptions ToCalls = new() { Pool = "calls" };

    [Fact]
    public async Task Same_thread_work_runs_on_its_lane_also_behind_a_filter_that_leaves_the_thread()
    {
        await using var host = FilterSpecs.With(async (context, next, ct) =>
        {
            Tenant.Value = "blue";
            await Task.Delay(1, ct).ConfigureAwait(false);
            await next(context, ct).ConfigureAwait(false);
        });
        var request = host.Request();
        var seen = new ConcurrentQueue<(int Thread, string? Tenant)>();
        for (var i = 0; i < 10; i++)
        {
            request.Defer(() => seen.Enqueue((Environment.CurrentManagedThreadId, Tenant.Value)), new() { SameThread = true });
            request.Defer(
                async () =>
                {
                    await Task.Yield();
                    seen.Enqueue((Environment.CurrentManagedThreadId, Tenant.Value));
                },
                new() { SameThread = true });
        }

        request.End();
        await host.SettledAsync();
        Assert.Equal(20, seen.Count);
        Assert.Equal("blue", Assert.Single(seen.Distinct()).Tenant);
        Assert.Empty(host.Logs.Texts(EventIds.LeftItsThread));
    }

    [Fact]
    public async Task Pool_work_runs_on_the_pools_threads_behind_such_a_filter_and_leaves_them_nothing()
    {
        await using var host = FilterSpecs.With(async (context, next, ct) =>
        {
            Assert.Null(Tenant.Value);
            Tenant.Value = "blue";
            await Task.Delay(1, ct).ConfigureAwait(false);
            await next(context, ct);
        });
        var places = new ConcurrentQueue<(bool, string?)>();
        var request = host.Request();
        for (var i = 0; i < 20; i++)
            request.Defer(() => places.Enqueue((Thread.CurrentThread.IsThreadPoolThread, Tenant.Value)));
        request.End();
        Assert.Equal(20, (await host.SettledAsync()).Ran);
        Assert.Equal((false, "blue"), Assert.Single(places.Distinct()));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Filters_surround_the_telling_of_an_actor_and_the_wait_for_it(bool awaitsFirst)
    {
        var steps = new Steps();
        await using var host = Actors(steps, async (context, next, ct) =>
        {
            steps.Enqueue($"before {context.Message}");
            if (awaitsFirst)
                await Task.Delay(1, ct).ConfigureAwait(false);
            try
            {
                await next(context, ct);
                steps.Enqueue($"after {context.Message}");
            }
            catch (Exception e)
            {
                steps.Enqueue($"saw {e.InnerException!.Message}");
                throw;
            }
        });
        var request = host.Request();
        var ran = request.Tell("one", ToCalls);
        var failed = request.Tell("fail", ToCalls);
        var last = request.Tell("two", ToCalls);
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.Failed, Fate.Ran), (ran.Fate, failed.Fate, last.Fate));
        Assert.Equal(["before one", "received one", "after one", "before fail", "saw on purpose", "before two", "received two", "after two"], steps);
    }

    [Fact]
    public async Task A_filter_can_keep_a_message_from_an_actor()
    {
        var steps = new Steps();
        await using var host = Actors(steps, (_, _, _) => Task.CompletedTask);
        var deferral = await FilterSpecs.RunAsync(host, traffic => traffic.Tell("one", ToCalls));
        Assert.Equal((Fate.Cancelled, "the filter FuncFilter did not call next"), (deferral.Fate, deferral.Reason));
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_routee_that_stops_while_a_filter_waits_fails_the_deferral_and_its_message_reaches_no_actor()
    {
        var steps = new Steps();
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = Actors(steps, async (context, next, ct) =>
        {
            waits.TrySetResult();
            await release.Task;
            await next(context, ct);
        });
        var request = host.Request();
        var deferral = request.Tell("one", ToCalls);
        request.End();
        await waits.Task.WaitAsync(Stress.Patience);
        var routees = await host.Pool("calls").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience);
        host.System.Stop(Assert.IsType<ActorRefRoutee>(Assert.Single(routees.Members)).Actor);
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_timeout_that_passes_while_a_filter_waits_keeps_the_message_from_the_actor_and_the_routee_goes_on()
    {
        var steps = new Steps();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = Actors(
            steps,
            async (context, next, ct) =>
            {
                if (context.Message is "slow")
                    await release.Task;
                await next(context, ct);
            },
            "\ncrosstown.deferral.abandon-after = 1s");
        var request = host.Request();
        var slow = request.Tell("slow", ToCalls with { Timeout = TimeSpan.FromSeconds(1) });
        var next = request.Tell("one", ToCalls);
        request.End();
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the timeout runs");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Ran, await next.WaitAsync().WaitAsync(Stress.Patience));
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Failed, slow.Fate);
        Assert.Equal(["received one"], steps);
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    private static TrafficHost Actors(Steps steps, Func<TrafficContext, TrafficFilterDelegate, CancellationToken, Task> filter, string hocon = "") =>
        FilterSpecs.With(filter, OneCaller + hocon, services => services.AddTrafficPool("calls", _ => Props.Create(() => new Caller(steps))));

    private sealed class Caller : ReceiveActor
    {
        public Caller(Steps steps) => Receive<string>(message =>
        {
            if (message == "fail")
                throw new InvalidOperationException("on purpose");
            steps.Enqueue($"received {message}");
        });
    }
}
