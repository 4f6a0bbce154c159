using System.Collections.Concurrent;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.Logging;

namespace Crosstown.Actors.Tests.Failures;

/// <summary>docs/failures.md: failure handlers at shutdown: the drain waits for them, and names what they have not taken.</summary>
public sealed class FailureDrainSpecs
{
    private const string One = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }\n";

    [Fact]
    public async Task A_drain_waits_for_the_handlers_of_what_has_failed()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = FailureHandlerSpecs.With((_, _) =>
        {
            began.SetResult();
            return release.Task;
        });
        var request = host.Request();
        var deferral = request.Defer(FailureHandlerSpecs.Throw);
        request.End();
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        await began.Task.WaitAsync(Stress.Patience);
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(20));
        Assert.False(drain.IsCompleted);
        release.SetResult();
        var report = await drain.WaitAsync(Stress.Patience);
        Assert.Empty(report.UnhandledFailures);
        Assert.Single(host.Logs.Texts(EventIds.DrainEnded));
        Assert.Empty(host.Logs.Texts(EventIds.FailuresNotHandled));
    }

    [Fact]
    public async Task What_is_abandoned_at_the_deadline_is_handed_over_within_the_budget_with_its_messages()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = FailureHandlerSpecs.With((failure, _) => FailureHandlerSpecs.Note(failures, failure), One + "crosstown.drain-grace = 2s");
        var request = host.Request();
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stubborn = request.Defer(() =>
        {
            began.SetResult();
            return release.Task;
        });
        var waiting = request.Tell("waiting");
        var open = host.Request();
        var collecting = open.Tell("collecting");
        request.End();
        await began.Task.WaitAsync(Stress.Patience);

        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the drain waits");
        host.Clock.Advance(TimeSpan.FromSeconds(8));
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "the grace");
        // The last half second of the budget is for the handlers.
        host.Clock.Advance(TimeSpan.FromSeconds(1.4));
        Assert.False(drain.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var report = await drain.WaitAsync(Stress.Patience);

        Assert.Equal(TimeSpan.FromSeconds(9.5), report.Elapsed);
        Assert.Equal(3, report.Abandoned.Count);
        Assert.Empty(report.UnhandledFailures);
        Assert.Equal(
            [(stubborn.Id, null, 1), (waiting.Id, "waiting", 0), (collecting.Id, "collecting", 0)],
            failures.OrderBy(failure => failure.Deferral.Id.Ordinal + (1000 * failure.Deferral.Id.Traffic)).Select(failure => (failure.Deferral.Id, failure.Message as string, failure.Attempts)));
        Assert.All(failures, failure => Assert.Equal((Fate.Abandoned, "the drain's deadline passed"), (failure.Fate, failure.Reason)));
        Assert.All(failures, failure => Assert.Empty(failure.Exceptions));
        release.SetResult();
        await host.SettledAsync();
    }

    [Fact]
    public async Task What_the_handlers_have_not_taken_at_the_end_of_the_budget_is_named()
    {
        CancellationToken token = default;
        var began = new CountdownEvent(4);
        await using var host = FailureHandlerSpecs.With(
            (_, ct) =>
            {
                token = ct;
                began.Signal();
                return Task.Delay(Timeout.Infinite, CancellationToken.None);
            },
            "crosstown.failure-handler.timeout = 1h");
        var request = host.Request();
        var failed = Enumerable.Range(0, 30).Select(_ => request.Defer(FailureHandlerSpecs.Throw)).ToList();
        request.End();
        await Eventually.TrueAsync(() => began.IsSet && host.Ledger.Read().Failed == 30, "four are in hand");

        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(
            () =>
            {
                host.Clock.Advance(TimeSpan.FromSeconds(1));
                return drain.IsCompleted;
            },
            "the drain ends");
        var report = await drain;

        Assert.True(token.IsCancellationRequested);
        Assert.Empty(report.Abandoned);
        Assert.Equal(failed.Select(deferral => deferral.Id.Ordinal), report.UnhandledFailures.Select(failure => failure.Deferral.Id.Ordinal).Order());
        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.FailuresNotHandled);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.StartsWith($"The time of the drain was over before the failure handlers had taken 30 failures: {report.UnhandledFailures[0]}; {report.UnhandledFailures[1]}; ", entry.Text, StringComparison.Ordinal);
        Assert.EndsWith("; and 10 more, which IDrainReport.UnhandledFailures lists.", entry.Text, StringComparison.Ordinal);
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.SlotsTaken);
    }

    [Fact]
    public async Task An_end_without_a_drain_hands_over_what_it_abandons()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = FailureHandlerSpecs.With((failure, _) => FailureHandlerSpecs.Note(failures, failure));
        host.Request().Tell("message");
        Assert.Empty((await host.Drain.AbandonAsync("the actor system terminated").WaitAsync(Stress.Patience)).UnhandledFailures);
        var failure = Assert.Single(failures);
        Assert.Equal(("message", Fate.Abandoned, "the actor system terminated"), (failure.Message, failure.Fate, failure.Reason));
    }

    [Fact]
    public async Task A_hurried_drain_hands_over_for_its_final_grace()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = FailureHandlerSpecs.With((failure, _) => FailureHandlerSpecs.Note(failures, failure));
        host.Request().Tell("message");
        host.Drain.Hurry();
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(
            () =>
            {
                // From then on the failure handler has the final grace, in which no time passes.
                if (host.Ledger.Read().Abandoned == 0)
                    host.Clock.Advance(TimeSpan.FromSeconds(0.1));
                return drain.IsCompleted;
            },
            "the drain ends");
        Assert.Empty((await drain).UnhandledFailures);
        Assert.Equal("message", Assert.Single(failures).Message);
    }

    [Fact]
    public async Task A_failure_after_the_drain_is_logged()
    {
        await using var host = FailureHandlerSpecs.With((_, _) => throw new NotSupportedException("called"), "crosstown.without-request = run-now");
        await host.Drain.RunAsync(TimeSpan.FromSeconds(1)).WaitAsync(Stress.Patience);
        Assert.Throws<InvalidOperationException>(() => host.OutsideRequest.Defer(FailureHandlerSpecs.Throw));
        Assert.EndsWith("ended as Failed after the drain; no failure handler is called.", Assert.Single(host.Logs.Texts(EventIds.FailureCameTooLate)), StringComparison.Ordinal);
        await host.SettledAsync();
    }
}
