namespace Crosstown.Actors.Tests.Traffic;

/// <summary>docs/afterwards.md: summaries at a shutdown.</summary>
public sealed class WhenAllDrainSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task One_whose_set_ends_before_the_deadline_still_runs()
    {
        await using var host = new TrafficHost();
        var (_, summary, ran) = Defer(host, () => _open.Task);
        var drain = host.Drain.RunAsync(10 * Second);
        await Eventually.TrueAsync(() => host.Runtime.IsDraining);
        _open.SetResult();
        Assert.Empty((await drain.WaitAsync(Stress.Patience)).Abandoned);
        Assert.Equal((Fate.Ran, true), (summary.Fate, ran()));
    }

    [Fact]
    public async Task One_whose_set_ends_after_the_deadline_is_abandoned_and_named_and_does_not_run()
    {
        await using var host = new TrafficHost("crosstown.drain-grace = 1s");
        var (call, summary, ran) = Defer(host, async token => await _open.Task.WaitAsync(token));
        var drain = host.Drain.RunAsync(4 * Second);
        await Eventually.TrueAsync(() => host.Runtime.IsDraining && host.Clock.Timers > 0);
        host.Clock.Advance(3 * Second);
        var report = await drain.WaitAsync(Stress.Patience);
        Assert.Equal((Fate.Abandoned, Fate.Abandoned, false), (call.Fate, summary.Fate, ran()));
        Assert.Equal([(call.Id, true), (summary.Id, false)], report.Abandoned.Select(abandoned => (abandoned.Id, abandoned.HadStarted)));
        Assert.Equal("the drain's deadline passed before the deferrals for which it waited had ended", summary.Reason);
    }

    [Fact]
    public async Task One_whose_set_does_not_end_is_abandoned_and_named()
    {
        await using var host = new TrafficHost("crosstown.drain-grace = 1s");
        var (call, summary, ran) = Defer(host, () => _open.Task);
        var drain = host.Drain.RunAsync(4 * Second);
        await Eventually.TrueAsync(() => host.Runtime.IsDraining && host.Clock.Timers > 0);
        host.Clock.Advance(3 * Second);
        await Eventually.TrueAsync(() => host.Clock.Timers > 0);
        host.Clock.Advance(Second);
        Assert.Equal([call.Id, summary.Id], (await drain.WaitAsync(Stress.Patience)).Abandoned.Select(abandoned => abandoned.Id));
        _open.SetResult();
        await host.SettledAsync();
        Assert.Equal((Fate.Abandoned, false), (summary.Fate, ran()));
    }

    [Fact]
    public async Task What_is_abandoned_without_a_drain_releases_no_summary()
    {
        await using var host = new TrafficHost("akka.actor.deployment { /crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 } }");
        var blocked = host.OutsideRequest.Defer(() => _open.Task);
        await Eventually.TrueAsync(() => blocked.IsRunning);
        var sets = Enumerable.Range(0, 100).Select(_ => host.OutsideRequest.Defer(() => { })).ToList();
        var ran = 0;
        var summaries = sets.ConvertAll(call => host.OutsideRequest.WhenAll(call).Then(_ => Interlocked.Increment(ref ran), new() { SameThread = true }));
        var report = host.Drain.AbandonAsync("the host was disposed of without a stop");
        _open.SetResult();
        await report.WaitAsync(Stress.Patience);
        await host.SettledAsync();
        Assert.All(summaries, summary => Assert.Equal(Fate.Abandoned, summary.Fate));
        Assert.Equal(0, ran);
    }

    private static (Deferral Call, Deferral Summary, Func<bool> Ran) Defer(TrafficHost host, Func<Task> work) => Defer(host, _ => work());

    private static (Deferral Call, Deferral Summary, Func<bool> Ran) Defer(TrafficHost host, Func<CancellationToken, Task> work)
    {
        var request = host.Request();
        var ran = false;
        var call = request.Defer(work);
        var summary = request.WhenAll(call).Then(_ => ran = true);
        request.End();
        SpinWait.SpinUntil(() => call.IsRunning, Stress.Patience);
        return (call, summary, () => ran);
    }
}
