using System.Collections.Concurrent;
using Akka.Actor;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.4: pools of the user's own actors: what the receive did is the deferral's fate, however the actor ends, and whatever else it is told.</summary>
public sealed class ActorPoolEndSpecs
{
    private static readonly DeferralOptions ToMine = new() { Pool = "mine" };

    [Fact]
    public async Task A_failure_on_another_message_does_not_fail_the_deferral_that_waits_behind_it()
    {
        await using var host = Host(out var seen);
        using var block = new ManualResetEventSlim();
        var actor = await ActorAsync(host);
        actor.Tell(block);
        await Eventually.TrueAsync(() => seen.Contains("blocks"), "the actor is busy");
        actor.Tell(new InvalidOperationException("not the deferral's"));
        var request = host.Request();
        var deferral = request.Tell("returns", ToMine);
        request.End();
        await Eventually.TrueAsync(() => ((ActorCell)((ActorRefWithCell)actor).Underlying).NumberOfMessages == 3, "failure, message and question wait");
        block.Set();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(["blocks", "returns"], seen);
        Assert.Single(host.Logs.Texts(EventIds.RouteeFailedAlone));
        await host.SettledAsync();
    }

    [Theory]
    [InlineData("stop", Fate.Ran), InlineData("poison", Fate.Ran), InlineData("await, then stop", Fate.Ran), InlineData("stop, then await", Fate.Failed)]
    [InlineData("become", Fate.Ran), InlineData("stash", Fate.Ran), InlineData("unhandled", Fate.Ran), InlineData("reply", Fate.Ran), InlineData("forward", Fate.Ran)]
    [InlineData("throw", Fate.Failed), InlineData("await, then throw", Fate.Failed), InlineData("kill", Fate.Ran)]
    public async Task The_fate_tells_how_the_receive_ended_and_the_next_deferral_runs(string how, Fate fate)
    {
        foreach (var onFailure in new[] { "restart", "resume", "stop" })
        {
            await using var host = Host(out var seen, $"crosstown.pools.mine.on-failure = {onFailure}");
            for (var round = 0; round < 20; round++)
            {
                var request = host.Request();
                var deferral = request.Tell(how, ToMine);
                var next = request.Tell("returns", ToMine);
                request.End();
                await host.SettledAsync();
                Assert.Equal((fate, Fate.Ran), (deferral.Fate, next.Fate));
                if (how == "stop, then await")
                    Assert.EndsWith("it stopped", deferral.Reason, StringComparison.Ordinal);
            }

            Assert.Equal(20, seen.Count(static entry => entry == "returns"));
            Assert.Equal(0, host.Ledger.DetachedRuns);
        }
    }

    [Fact]
    public async Task A_receive_that_returns_after_its_actor_was_stopped_counts_as_run()
    {
        await using var host = Host(out var seen);
        using var block = new ManualResetEventSlim();
        var actor = await ActorAsync(host);
        var request = host.Request();
        var deferral = request.Tell(block, ToMine);
        var next = request.Tell("returns", ToMine);
        request.End();
        await Eventually.TrueAsync(() => seen.Contains("blocks"), "the receive has begun");
        host.System.Stop(actor);
        block.Set();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.Ran), (deferral.Fate, next.Fate));
        Assert.Equal(["blocks", "returns"], seen);
    }

    [Theory, InlineData(true, false), InlineData(false, false), InlineData(true, true), InlineData(false, true)]
    public async Task What_the_receive_did_while_its_routee_was_stopping_is_the_fate(bool throws, bool awaits)
    {
        await using var host = Host(out var seen);
        using var block = new ManualResetEventSlim();
        var actor = await ActorAsync(host);
        var request = host.Request();
        var deferral = request.Tell(new EndingActors.Slow(block, throws, awaits), ToMine);
        request.End();
        await Eventually.TrueAsync(() => seen.Contains("blocks"), "the receive has begun");
        var routee = ((ActorRefWithCell)host.Pool("mine").Router).Children.Single();
        // It is told to stop before it is told of the failure, and then waits for its actor to go.
        host.System.Stop(routee);
        block.Set();
        Assert.Equal(throws ? Fate.Failed : Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        // Which of the two depends on whether the routee's stop has come to the actor before it throws.
        if (throws)
            Assert.Matches("on purpose|it threw while its routee was stopping", deferral.Reason);
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    [Fact]
    public async Task A_message_that_an_actor_did_not_take_before_it_stopped_is_told_once_to_its_successor()
    {
        await using var host = Host(out var seen);
        using var block = new ManualResetEventSlim();
        var actor = await ActorAsync(host);
        actor.Tell(block);
        await Eventually.TrueAsync(() => seen.Contains("blocks"), "the actor is busy");
        host.System.Stop(actor);
        var request = host.Request();
        var deferral = request.Tell("returns", ToMine);
        request.End();
        await Eventually.TrueAsync(() => ((ActorCell)((ActorRefWithCell)actor).Underlying).NumberOfMessages == 2, "message and question wait");
        block.Set();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(["blocks", "returns"], seen);
        await host.SettledAsync();
    }

    [Fact]
    public async Task An_actor_that_never_takes_anything_fails_its_deferral_after_the_second_try()
    {
        var made = 0;
        await using var host = new TrafficHost(One, services => services.AddTrafficPool("mine", _ => Props.Create(() => new EndingActors.Shy(() => Interlocked.Increment(ref made)))));
        var request = host.Request();
        var deferral = request.Tell("x", ToMine);
        request.End();
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Contains("stopped before receiving the message", deferral.Reason, StringComparison.Ordinal);
        Assert.InRange(Volatile.Read(ref made), 2, 3);
        await host.SettledAsync();
    }

    [Fact]
    public async Task A_mailbox_that_drops_the_question_delays_the_fate_and_one_that_drops_the_message_fails_it()
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = new TrafficHost(
            One + "\none { mailbox-type = \"Akka.Dispatch.BoundedMailbox, Akka\", mailbox-capacity = 1, mailbox-push-timeout-time = 0s }\nakka.actor.deployment.\"/crosstown/pools/mine/*/actor\".mailbox = one",
            services => services.AddTrafficPool("mine", _ => Props.Create(() => new EndingActors.Plain(seen))));
        using var block = new ManualResetEventSlim();
        var actor = await ActorAsync(host);
        actor.Tell(block);
        await Eventually.TrueAsync(() => seen.Contains("blocks"), "the actor is busy");
        var request = host.Request();
        // It fills the mailbox: the question finds no room.
        var taken = request.Tell("returns", ToMine);
        request.End();
        await Eventually.TrueAsync(() => taken.IsRunning && ((ActorCell)((ActorRefWithCell)actor).Underlying).NumberOfMessages == 1, "the message waits");
        block.Set();
        Assert.Equal(Fate.Ran, await taken.WaitAsync().WaitAsync(Stress.Patience));

        using var again = new ManualResetEventSlim();
        actor.Tell(again);
        await Eventually.TrueAsync(() => seen.Count(static entry => entry == "blocks") == 2, "the actor is busy again");
        actor.Tell("returns");
        var other = host.Request();
        var dropped = other.Tell("returns", ToMine);
        other.End();
        await Eventually.TrueAsync(() => dropped.IsRunning, "it was told");
        again.Set();
        Assert.Equal(Fate.Failed, await dropped.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Contains("its mailbox dropped it", dropped.Reason, StringComparison.Ordinal);
        Assert.Equal(2, seen.Count(static entry => entry == "returns"));
        await host.SettledAsync();
    }

    private const string One = "akka.actor.deployment./crosstown/pools/mine { router = round-robin-pool, nr-of-instances = 1 }";

    private static TrafficHost Host(out ConcurrentQueue<string> seen, string hocon = "")
    {
        var entries = seen = new ConcurrentQueue<string>();
        return new TrafficHost($"{One}\n{hocon}", services => services.AddTrafficPool("mine", _ => Props.Create(() => new EndingActors.Mine(entries))));
    }

    private static async Task<IActorRef> ActorAsync(TrafficHost host)
    {
        var router = (ActorRefWithCell)host.Pool("mine").Router;
        IActorRef? actor = null;
        await Eventually.TrueAsync(() => (actor = router.Children.OfType<ActorRefWithCell>().SelectMany(static routee => routee.Children).SingleOrDefault()) is not null, "the actor lives");
        return actor!;
    }
}
