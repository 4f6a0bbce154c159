using System.Collections.Concurrent;
using Akka.Actor;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.4: pools of the user's own actors: the fate is known because each is a worker's child.</summary>
public sealed class ActorPoolSpecs
{
    private static readonly DeferralOptions ToCalls = new() { Pool = "calls" };

    [Fact]
    public async Task A_message_has_run_once_the_actors_receive_has_returned()
    {
        var seen = new ConcurrentQueue<object>();
        await using var host = new TrafficHost(One(), Calls(seen));
        var request = host.Request();
        var deferrals = Enumerable.Range(0, 10).Select(i => request.Tell(i, ToCalls)).ToList();
        request.End();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Fate.Ran, await deferrals[i].WaitAsync().WaitAsync(Stress.Patience));
            Assert.Contains(i, seen);
        }

        Assert.Equal(Enumerable.Range(0, 10).Cast<object>(), seen);
        await host.SettledAsync();
    }

    [Fact]
    public async Task An_asynchronous_receive_is_waited_for()
    {
        var seen = new ConcurrentQueue<object>();
        await using var host = new TrafficHost(One(), Calls(seen));
        var request = host.Request();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deferral = request.Tell(release, ToCalls);
        var next = request.Tell("next", ToCalls);
        request.End();
        await Eventually.TrueAsync(() => seen.Contains("began"), "the receive has begun");
        Assert.Null(deferral.Fate);
        release.SetResult();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(Fate.Ran, await next.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(["began", "ended", "next"], seen);
        await host.SettledAsync();
    }

    [Theory, InlineData("restart", 2), InlineData("resume", 1), InlineData("stop", 2)]
    public async Task An_actor_that_throws_loses_only_the_deferral_at_hand(string onFailure, int instances)
    {
        var seen = new ConcurrentQueue<object>();
        var made = new ConcurrentQueue<object>();
        await using var host = new TrafficHost(One() + $"\ncrosstown.pools.calls.on-failure = {onFailure}", Calls(seen, made));
        var request = host.Request();
        var before = request.Tell(1, ToCalls);
        var failed = request.Tell(new InvalidOperationException("on purpose"), ToCalls);
        var after = request.Tell(2, ToCalls);
        var last = request.Tell(3, ToCalls);
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.Failed, Fate.Ran, Fate.Ran), (before.Fate, failed.Fate, after.Fate, last.Fate));
        Assert.Equal("on purpose", failed.Exception!.InnerException!.Message);
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(instances, made.Count);
    }

    [Fact]
    public async Task An_actor_that_stops_itself_is_started_anew_for_the_next()
    {
        var seen = new ConcurrentQueue<object>();
        await using var host = new TrafficHost(One(), Calls(seen));
        var request = host.Request();
        request.Tell("stop", ToCalls);
        var after = request.Tell(2, ToCalls);
        request.End();
        await after.WaitAsync().WaitAsync(Stress.Patience);
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, after.Fate);
        Assert.Contains(2, seen);
    }

    [Fact]
    public async Task A_delegate_deferred_to_a_pool_of_actors_runs_on_the_routee()
    {
        await using var host = new TrafficHost(One(), Calls([]));
        var request = host.Request();
        var deferrals = new[] { request.Defer(() => { }, ToCalls), request.Defer(async () => await Task.Yield(), ToCalls) };
        request.End();
        await host.SettledAsync();
        Assert.All(deferrals, deferral => Assert.Equal(Fate.Ran, deferral.Fate));
    }

    [Fact]
    public async Task Mailbox_and_dispatcher_of_the_actor_are_deployment_settings()
    {
        var seen = new ConcurrentQueue<object>();
        await using var host = new TrafficHost(
            One() + "\nmine { type = PinnedDispatcher }\nakka.actor.deployment.\"/crosstown/pools/calls/*/actor\" { dispatcher = mine }", Calls(seen));
        var request = host.Request();
        var deferral = request.Tell("dispatcher", ToCalls);
        request.End();
        await deferral.WaitAsync().WaitAsync(Stress.Patience);
        Assert.Equal(["mine"], seen);
        await host.SettledAsync();
    }

    private static string One() => "akka.actor.deployment./crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 1 }";

    private static Action<IServiceCollection> Calls(ConcurrentQueue<object> seen, ConcurrentQueue<object>? made = null) =>
        services => services.AddTrafficPool("calls", _ => Props.Create(() => new CallActor(seen, made)));

    private sealed class CallActor : ReceiveActor
    {
        public CallActor(ConcurrentQueue<object> seen, ConcurrentQueue<object>? made)
        {
            made?.Enqueue(Self.Path);
            Receive<Exception>(exception => throw exception);
            ReceiveAsync<TaskCompletionSource>(async release =>
            {
                seen.Enqueue("began");
                await release.Task;
                seen.Enqueue("ended");
            });
            Receive<string>(text => text == "stop", _ => Context.Stop(Self));
            Receive<string>(text => text == "dispatcher", _ => seen.Enqueue(Context.Dispatcher.Id));
            ReceiveAny(message => seen.Enqueue(message));
        }
    }

    [Fact]
    public async Task The_failure_of_a_deferral_that_was_given_up_does_not_fail_the_next_one()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = new TrafficHost(
            "akka.actor.deployment { /crosstown/pools/mine { router = round-robin-pool, nr-of-instances = 1 } }",
            services => services.AddTrafficPool("mine", _ => Props.Create(() => new SlowToFail(began, goOn))));
        var request = host.Request();
        var first = request.Tell("fails", new DeferralOptions { Pool = "mine", Timeout = TimeSpan.FromSeconds(1) });
        var second = request.Tell("runs", new DeferralOptions { Pool = "mine" });
        request.End();
        await began.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fate.Failed, first.Fate);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => second.IsRunning, "the routee goes on");
        goOn.SetResult();
        Assert.Equal(Fate.Ran, await second.WaitAsync().WaitAsync(Stress.Patience));
        Assert.IsType<TimeoutException>(first.Exception);
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    private sealed class SlowToFail : ReceiveActor
    {
        public SlowToFail(TaskCompletionSource began, TaskCompletionSource goOn) => ReceiveAsync<string>(async text =>
        {
            if (text != "fails")
                return;
            began.TrySetResult();
            await goOn.Task;
            throw new InvalidOperationException("the first one's failure");
        });
    }

    [Fact]
    public async Task A_failure_is_reported_once()
    {
        var errors = new ConcurrentQueue<object>();
        await using var host = new TrafficHost("akka.loglevel = ERROR\n" + One(), Calls(new ConcurrentQueue<object>()));
        host.System.EventStream.Subscribe(host.System.ActorOf(Props.Create(() => new Keeping(errors))), typeof(Akka.Event.Error));
        var request = host.Request();
        var failed = request.Tell(new InvalidOperationException("on purpose"), ToCalls);
        // It finds the actor restarted, so whatever the supervisor says of the failure has been said.
        var after = request.Tell(1, ToCalls);
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, Fate.Ran), (failed.Fate, after.Fate));
        host.System.EventStream.Publish(new Akka.Event.Error(null, "test", typeof(ActorPoolSpecs), "the last"));
        await Eventually.TrueAsync(() => !errors.IsEmpty, "the last is heard");
        Assert.Equal("the last", Assert.IsType<Akka.Event.Error>(Assert.Single(errors)).Message);
        Assert.Single(host.Logs.Entries, static entry => entry.Id == EventIds.DeferralFailed);
    }

    [Theory, InlineData("restart"), InlineData("resume"), InlineData("stop")]
    public async Task An_actor_that_cannot_be_made_fails_its_deferral_and_is_tried_again_with_the_next(string onFailure)
    {
        var made = new ConcurrentQueue<bool>();
        var works = new ConcurrentQueue<bool>();
        await using var host = new TrafficHost(
            One() + $"\ncrosstown.pools.calls.on-failure = {onFailure}", services => services.AddTrafficPool("calls", _ => Props.Create(() => new Choosy(made, works))));
        var request = host.Request();
        List<Deferral> failed = [.. Enumerable.Range(0, 5).Select(i => request.Tell(i, ToCalls))];
        request.End();
        foreach (var deferral in failed)
            Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        // The first may have met the one that was made, or not, with the pool.
        Assert.InRange(made.Count, 5, 6);
        Assert.All(failed.Skip(1), deferral => Assert.Contains("no database", deferral.Exception!.ToString(), StringComparison.Ordinal));
        works.Enqueue(true);
        var next = host.Request();
        var ran = next.Tell(1, ToCalls);
        next.End();
        Assert.Equal(Fate.Ran, await ran.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
    }

    private sealed class Choosy : ReceiveActor
    {
        public Choosy(ConcurrentQueue<bool> made, ConcurrentQueue<bool> works)
        {
            made.Enqueue(true);
            if (works.IsEmpty)
                throw new InvalidOperationException("no database");
            ReceiveAny(static _ => { });
        }
    }

    private sealed class Keeping : ReceiveActor
    {
        public Keeping(ConcurrentQueue<object> all) => ReceiveAny(all.Enqueue);
    }
}
