using System.Collections.Concurrent;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Actors.Tests.Failures;

/// <summary>docs/failures.md: failure handlers: which deferrals they are given, and how they are called.</summary>
public sealed class FailureHandlerSpecs
{
    private static readonly AsyncLocal<string?> Tenant = new();

    [Fact]
    public async Task A_failure_is_handed_over_with_its_message_its_exception_and_its_request()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = With((failure, _) => Note(failures, failure));
        var request = host.Request();
        var deferral = request.Tell("fail");
        request.End(status: 202);
        await host.SettledAsync();
        var failure = Assert.Single(failures);
        Assert.Same(deferral, failure.Deferral);
        Assert.Equal(("fail", Fate.Failed, "fail", 1), (failure.Message, failure.Fate, failure.Reason, failure.Attempts));
        Assert.Equal([deferral.Exception!], failure.Exceptions);
        Assert.Equal(202, failure.Request!.Response.StatusCode);
        Assert.Equal($"Failed: {deferral.Id} Handler(String)", failure.ToString());
    }

    [Fact]
    public async Task A_delegate_has_no_message_and_a_timeout_is_an_exception()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = With((failure, _) => Note(failures, failure));
        var request = host.Request();
        request.Defer(ct => Task.Delay(Timeout.Infinite, ct), new() { Timeout = TimeSpan.FromSeconds(1) });
        request.End();
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "it runs");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.SettledAsync();
        var failure = Assert.Single(failures);
        Assert.Null(failure.Message);
        Assert.IsType<TimeoutException>(Assert.Single(failure.Exceptions));
    }

    [Fact]
    public async Task Work_that_runs_on_its_callers_thread_is_handed_over_too()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = With((failure, _) => Note(failures, failure), "crosstown.without-request = run-now");
        Assert.Throws<InvalidOperationException>(() => host.OutsideRequest.Defer(Throw));
        await host.SettledAsync();
        Assert.Equal("on purpose", Assert.Single(failures).Reason);
    }

    [Fact]
    public async Task No_other_fate_is_handed_over()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = With((failure, _) => Note(failures, failure), "crosstown { no-go = [\"5xx\", \"aborted\"], admission.per-request = 2 }");
        var request = host.Request();
        request.Defer(() => { });
        request.Defer(() => { }).Cancel();
        request.Defer(() => { });
        Assert.Throws<TrafficFullException>(() => request.Defer(() => { }));
        request.End();
        var stopped = host.Request();
        stopped.Defer(() => { });
        stopped.End(status: 500);
        var aborted = host.Request();
        aborted.Defer(() => { });
        aborted.End(outcome: ResponseOutcome.AbortedByClient);
        var reading = await host.SettledAsync();
        Assert.Equal((2L, 1L, 1L, 1L, 1L), (reading.Ran, reading.Cancelled, reading.Refused, reading.NoGo, reading.Aborted));
        Assert.Empty(failures);
    }

    [Fact]
    public async Task All_handlers_are_called_in_the_order_of_their_registration_each_in_a_scope_of_its_own()
    {
        var steps = new ConcurrentQueue<string>();
        await using var host = new TrafficHost(configure: services => services
            .AddSingleton(steps).AddScoped<Unit>()
            .AddTrafficFailureHandler<First>().AddTrafficFailureHandler<Second>().AddTrafficFailureHandler<First>());
        var request = host.Request();
        request.Defer(Throw);
        request.End();
        await host.SettledAsync();
        Assert.Equal(["first", "scope over", "second", "scope over"], steps);
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_and_changes_nothing()
    {
        var failures = new ConcurrentQueue<TrafficFailure>();
        await using var host = With(
            (failure, _) => Note(failures, failure),
            before: services => services.AddSingleton<ConcurrentQueue<string>>().AddScoped<Unit>().AddTrafficFailureHandler<Failing>());
        var request = host.Request();
        var deferral = request.Defer(Throw);
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, "on purpose"), (deferral.Fate, deferral.Reason));
        Assert.Single(failures);
        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.FailureHandlerFailed);
        Assert.Equal((LogLevel.Error, "the table is gone"), (entry.Level, entry.Exception!.Message));
        Assert.Equal($"The failure handler Failing failed on deferral {deferral.Id} {deferral.Kind}, whose fate stays Failed.", entry.Text);
    }

    [Theory, InlineData("obeys"), InlineData("ignores"), InlineData("blocks")]
    public async Task A_handler_that_takes_too_long_is_cancelled_and_given_up(string way)
    {
        using var blocked = new ManualResetEventSlim();
        var began = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = With(
            (_, ct) =>
            {
                began.SetResult(ct);
                if (way == "blocks")
                    blocked.Wait(CancellationToken.None);
                return Task.Delay(Timeout.Infinite, way == "obeys" ? ct : CancellationToken.None);
            },
            "crosstown.failure-handler.timeout = 3s");
        var request = host.Request();
        var deferral = request.Defer(Throw);
        request.End();
        var token = await began.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(token.IsCancellationRequested);
        host.Clock.Advance(TimeSpan.FromSeconds(0.2));
        try
        {
            await host.SettledAsync();
        }
        finally
        {
            blocked.Set();
        }

        Assert.True(token.IsCancellationRequested);
        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.FailureHandlerFailed);
        Assert.Equal("FuncFailureHandler took longer than crosstown.failure-handler.timeout (00:00:03).", Assert.IsType<TimeoutException>(entry.Exception).Message);
        Assert.Equal((Fate.Failed, "on purpose"), (deferral.Fate, deferral.Reason));
    }

    [Fact]
    public async Task Up_to_four_failures_are_handled_at_once_on_threads_of_the_thread_pool_and_in_an_empty_context()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (running, handled, most) = (0, 0, 0);
        var places = new ConcurrentQueue<(bool, string?)>();
        await using var host = With(async (_, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            places.Enqueue((Thread.CurrentThread.IsThreadPoolThread, Tenant.Value));
            await release.Task;
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref handled);
        });
        var request = host.Request();
        for (var i = 0; i < 50; i++)
        {
            request.Defer(() =>
            {
                Tenant.Value = "blue";
                Throw();
            });
        }

        request.End();
        await Eventually.TrueAsync(() => host.Ledger.Read().Failed == 50 && Volatile.Read(ref running) == 4, "four are handled");
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal((50, 4), (handled, most));
        Assert.Equal((true, null), Assert.Single(places.Distinct()));
    }

    [Fact]
    public async Task A_failure_keeps_a_slot_until_it_is_handled_so_that_what_waits_is_bounded_by_the_capacity()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = With((_, _) => release.Task, "crosstown.admission.capacity = 6");
        var request = host.Request();
        var deferrals = Enumerable.Range(0, 6).Select(_ => request.Defer(Throw)).ToList();
        request.End();
        foreach (var deferral in deferrals)
            Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        await Eventually.TrueAsync(() => host.Ledger.SlotsTaken == 6, "only the failures have slots");
        Assert.False(host.Ledger.SettledAsync().IsCompleted);
        Assert.Throws<TrafficFullException>(() => host.Request().Defer(() => { }));
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.SlotsTaken);
    }

    [Fact]
    public void A_failure_without_a_host_is_made_of_a_receipt_with_such_a_fate()
    {
        var thrown = new InvalidOperationException("on purpose");
        var failure = new TrafficFailure(new Deferral("PlaceCall", fate: Fate.Failed, exception: thrown), "message");
        Assert.Equal(("message", "on purpose", 1), (failure.Message, failure.Reason, failure.Attempts));
        Assert.Equal([thrown], failure.Exceptions);
        Assert.Contains("is Ran; that of a failure is Failed or Abandoned.", Assert.Throws<ArgumentException>(() => new TrafficFailure(new Deferral("PlaceCall", fate: Fate.Ran))).Message, StringComparison.Ordinal);
        Assert.Contains("is still open;", Assert.Throws<ArgumentException>(() => new TrafficFailure(new Deferral("PlaceCall"))).Message, StringComparison.Ordinal);
    }

    internal static TrafficHost With(Func<TrafficFailure, CancellationToken, Task> handler, string hocon = "", Action<IServiceCollection>? before = null) => new(hocon, services =>
    {
        before?.Invoke(services);
        services.AddTrafficHandler<Handler>().AddSingleton(new FuncFailureHandler(handler)).AddTrafficFailureHandler<FuncFailureHandler>();
    });

    internal static Task Note(ConcurrentQueue<TrafficFailure> failures, TrafficFailure failure)
    {
        failures.Enqueue(failure);
        return Task.CompletedTask;
    }

    internal static void Throw() => throw new InvalidOperationException("on purpose");

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class Handler : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) =>
            message == "fail" ? throw new InvalidOperationException(message) : Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private sealed class Unit(ConcurrentQueue<string> steps) : IDisposable
    {
        public void Note(string step) => steps.Enqueue(step);

        public void Dispose() => steps.Enqueue("scope over");
    }

    private class First(Unit unit) : ITrafficFailureHandler
    {
        public virtual Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken)
        {
            unit.Note("first");
            return Task.CompletedTask;
        }
    }

    private sealed class Second(Unit unit) : First(unit)
    {
        private readonly Unit _unit = unit;

        public override Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken)
        {
            _unit.Note("second");
            return Task.CompletedTask;
        }
    }

    private sealed class Failing(Unit unit) : First(unit)
    {
        public override Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken) => throw new IOException("the table is gone");
    }
}
