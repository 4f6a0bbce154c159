using Akka.Actor;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.4, where a log provider throws: no fate and no slot hangs on the log.</summary>
public sealed class LoggerSpecs
{
    private static readonly DeferralOptions SameThread = new() { SameThread = true };

    [Fact]
    public async Task A_failure_that_cannot_be_logged_is_still_a_fate()
    {
        await using var host = new TrafficHost();
        host.Logs.Throws = true;
        var request = host.Request();
        Deferral[] failing =
        [
            request.Defer(Fail),
            request.Defer(Fail, SameThread),
            request.Defer(async ct =>
            {
                await Task.Yield();
                Fail();
            }),
        ];
        Deferral[] after = [request.Defer(() => { }), request.Defer(() => { }, SameThread)];
        request.End();

        await host.SettledAsync();
        Assert.All(failing, deferral => Assert.Equal(Fate.Failed, deferral.Fate));
        Assert.All(after, deferral => Assert.Equal(Fate.Ran, deferral.Fate));
        Assert.Equal(failing.Length, host.Logs.Texts(EventIds.DeferralFailed).Count());
    }

    [Fact]
    public async Task A_timeout_and_a_detached_run_that_cannot_be_logged_do_not_stop_the_timer()
    {
        await using var host = new TrafficHost("crosstown.deferral.abandon-after = 1s");
        host.Logs.Throws = true;
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = host.Request();
        var slow = request.Defer(
            async _ =>
            {
                started.SetResult();
                await release.Task;
            },
            new DeferralOptions { Timeout = TimeSpan.FromSeconds(1) });
        request.End();
        await started.Task.WaitAsync(Stress.Patience);

        // The timers run on this thread.
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Fate.Failed, slow.Fate);
        Assert.Equal(1, host.Ledger.DetachedRuns);
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.DetachedRuns);
    }

    [Fact]
    public async Task A_drain_that_cannot_be_logged_drains()
    {
        await using var host = new TrafficHost();
        host.Logs.Throws = true;
        host.Request().Defer(() => { });

        var report = await host.Drain.RunAsync(TimeSpan.Zero).WaitAsync(Stress.Patience);

        Assert.Single(report.Abandoned);
        Assert.Equal(1, host.Ledger.Read().Abandoned);
    }

    [Fact]
    public async Task Deferrals_whose_completion_cannot_be_signalled_fail()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => Assert.Fail("ran"));

        request.Entrance.Signal(null, new Verdict(Fate.Failed, "its request's completion could not be signalled", new InvalidOperationException("on purpose")));

        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal("its request's completion could not be signalled", deferral.Reason);
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.OpenRequests);
        await LivingRequestActors.CountAsync(host, 0);
    }

    private static void Fail() => throw new InvalidOperationException("on purpose");
}
