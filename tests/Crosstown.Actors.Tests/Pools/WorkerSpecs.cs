using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Routing;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.4: what becomes of a routee's run, and of the mail behind it, while it waits for the run.</summary>
public sealed class WorkerSpecs
{
    private const string One = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }";

    [Theory, InlineData(false), InlineData(true)]
    public async Task PoisonPill_and_Kill_wait_for_the_run_and_for_the_mail_before_them(bool kill)
    {
        await using var host = new TrafficHost(One);
        var (running, release) = await AwaitingAsync(host, sameThread: false);
        var ran = new ConcurrentQueue<int>();
        var before = Defer(host, ran, 0, 5);
        var routee = await RouteeAsync(host);
        routee.Tell(kill ? Kill.Instance : PoisonPill.Instance);
        var after = Defer(host, ran, 5, 5);
        await Eventually.TrueAsync(() => MailOf(routee) == 11, "all of it waits");
        Assert.Null(running.Fate);
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, running.Fate);
        Assert.All(before, static deferral => Assert.Equal(Fate.Ran, deferral.Fate));
        Assert.All(after, deferral => Assert.Equal(kill ? Fate.Ran : Fate.Failed, deferral.Fate));
        Assert.Equal(Enumerable.Range(0, kill ? 10 : 5), ran);
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_routee_that_restarts_during_a_run_gives_the_run_its_fate_and_keeps_its_mail_in_order(bool sameThread)
    {
        await using var host = new TrafficHost(One);
        var (running, release) = await AwaitingAsync(host, sameThread);
        var ran = new ConcurrentQueue<int>();
        var waiting = Defer(host, ran, 0, 10, sameThread);
        var worker = sameThread ? host.Pools.Lanes[0].Worker : await RouteeAsync(host);
        await Eventually.TrueAsync(() => MailOf(worker) == 10, "all of it waits");
        // As a supervisor does it.
        ((IInternalActorRef)worker).Suspend();
        ((IInternalActorRef)worker).Restart(new InvalidOperationException("on purpose"));
        foreach (var deferral in waiting)
            Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(Enumerable.Range(0, 10), ran);
        Assert.Equal((Fate.Failed, "its routee stopped while it ran"), (running.Fate, running.Reason));
        Assert.Equal((1, 1), (host.Ledger.DetachedRuns, host.Ledger.SlotsTaken));
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
        await Eventually.TrueAsync(() => host.Ledger.LaneDepths.Sum() == 0, "the lanes are empty");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_routee_that_stops_during_a_run_gives_the_run_and_its_mail_their_fates_and_gives_the_slots_back(bool sameThread)
    {
        await using var host = new TrafficHost(One);
        var (running, release) = await AwaitingAsync(host, sameThread);
        var waiting = Defer(host, [], 0, 10, sameThread);
        var worker = sameThread ? host.Pools.Lanes[0].Worker : await RouteeAsync(host);
        await Eventually.TrueAsync(() => MailOf(worker) == 10, "all of it waits");
        host.System.Stop(worker);
        foreach (var deferral in waiting)
        {
            Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
            Assert.Equal("its routee stopped before starting it", deferral.Reason);
        }

        Assert.Equal((Fate.Failed, "its routee stopped while it ran"), (running.Fate, running.Reason));
        await Eventually.TrueAsync(() => host.Ledger is { SlotsTaken: 1, DetachedRuns: 1 } && host.Ledger.LaneDepths.Sum() == 0, "only the code that still runs has a slot");
        release.SetResult();
        Assert.Equal(11, (await host.SettledAsync()).Failed);
        Assert.Equal((0, 0), (host.Ledger.DetachedRuns, host.Ledger.LaneDepths.Sum()));
    }

    [Fact]
    public async Task Ten_thousand_asynchronous_deferrals_of_one_routee_run_in_order_one_at_a_time()
    {
        await using var host = new TrafficHost(One);
        var ran = new ConcurrentQueue<int>();
        var running = 0;
        var most = 0;
        var request = host.Request();
        var count = Stress.Scaled(10_000);
        for (var i = 0; i < count; i++)
        {
            var number = i;
            request.Defer(async () =>
            {
                Stress.RaiseTo(ref most, Interlocked.Increment(ref running));
                await Task.Yield();
                ran.Enqueue(number);
                Interlocked.Decrement(ref running);
            });
        }

        request.End();
        await host.SettledAsync();
        Assert.Equal(Enumerable.Range(0, count), ran);
        Assert.Equal(1, most);
    }

    /// <summary>One deferral that runs until it is released.</summary>
    private static async Task<(Deferral Running, TaskCompletionSource Release)> AwaitingAsync(TrafficHost host, bool sameThread)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = host.Request();
        var running = request.Defer(
            async () =>
            {
                started.SetResult();
                await release.Task;
            },
            new DeferralOptions { SameThread = sameThread });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        return (running, release);
    }

    private static List<Deferral> Defer(TrafficHost host, ConcurrentQueue<int> ran, int first, int count, bool sameThread = false)
    {
        var request = host.Request();
        var deferrals = Enumerable.Range(first, count).Select(number => request.Defer(() => ran.Enqueue(number), new DeferralOptions { SameThread = sameThread })).ToList();
        request.End();
        foreach (var deferral in deferrals)
            SpinWait.SpinUntil(() => deferral.DispatchOrder > 0, Stress.Patience);
        return deferrals;
    }

    private static int MailOf(IActorRef worker) => ((ActorCell)((ActorRefWithCell)worker).Underlying).NumberOfMessages;

    private static async Task<IActorRef> RouteeAsync(TrafficHost host) =>
        ((ActorRefRoutee)(await host.Pool("default").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Single()).Actor;
}
