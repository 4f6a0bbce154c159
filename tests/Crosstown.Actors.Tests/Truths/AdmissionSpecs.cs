using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.7: a deferral takes its slot while the handler can still answer.</summary>
public sealed class AdmissionSpecs
{
    [Theory]
    [InlineData("crosstown.admission.capacity = 3", "all 3 slots (crosstown.admission.capacity) are taken")]
    [InlineData("crosstown.admission.per-request = 3", "the request has 3 deferrals outstanding (crosstown.admission.per-request)")]
    [InlineData("crosstown.pools.default.capacity = 3", "all 3 slots of the pool default (crosstown.pools.default.capacity) are taken")]
    public async Task When_full_a_Tell_is_refused_with_the_limit_and_a_TryTell_says_no(string hocon, string limit)
    {
        await using var host = new TrafficHost(hocon + "\ncrosstown.admission.retry-after = 7s", WithHandler);
        var request = host.Request();
        for (var i = 0; i < 3; i++)
            request.Tell("x");
        var error = Assert.Throws<TrafficFullException>(() => request.Tell("x"));
        Assert.Contains(limit, error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(7), error.RetryAfter);
        Assert.False(request.TryTell("x", out var deferral));
        Assert.Null(deferral);
        Assert.Equal((5L, 3L, 2L), (host.Ledger.Read().Deferred, host.Ledger.Read().Outstanding, host.Ledger.Read().Refused));
        request.End();
        await host.SettledAsync();
        Assert.Equal(0, host.Pool("default").Slots?.Taken ?? 0);
    }

    [Fact]
    public async Task A_slot_is_given_back_at_the_fate_also_before_the_response()
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 1\ncrosstown.admission.per-request = 1\ncrosstown.pools.default.capacity = 1");
        var request = host.Request();
        for (var i = 0; i < 100; i++)
            Assert.True(request.Defer(() => { }).Cancel());
        var last = request.Defer(() => { });
        request.End();
        Assert.Equal(Fate.Ran, await last.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal(100, (await host.SettledAsync()).Cancelled);
    }

    [Fact]
    public async Task Same_thread_and_told_actors_take_no_slot_of_the_pool()
    {
        await using var host = new TrafficHost("crosstown.pools.default.capacity = 1");
        var request = host.Request();
        request.Defer(() => { });
        request.Defer(() => { }, new DeferralOptions { SameThread = true });
        request.TellTo(host.System.DeadLetters, "x");
        request.End();
        Assert.Equal(3, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public async Task Run_inline_runs_a_synchronous_delegate_at_once_and_refuses_the_rest()
    {
        await using var host = new TrafficHost("crosstown.admission { capacity = 1, on-full = run-inline }");
        var request = host.Request();
        request.Defer(() => { });
        var thread = 0;
        var inline = request.Defer(() => thread = Environment.CurrentManagedThreadId);
        Assert.Equal((Fate.Ran, Environment.CurrentManagedThreadId), (inline.Fate, thread));
        var failed = request.Defer(Throw);
        Assert.Equal((Fate.Failed, "on purpose"), (failed.Fate, failed.Exception!.Message));
        Assert.Throws<TrafficFullException>(() => request.Defer(() => Task.CompletedTask));
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((2L, 1L, 1L), (reading.Ran, reading.Failed, reading.Refused));
        Assert.Equal(0, host.Ledger.SlotsTaken);

        static void Throw() => throw new InvalidOperationException("on purpose");
    }

    [Fact]
    public async Task TellAsync_waits_for_a_slot_of_the_process_or_the_pool()
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 2\ncrosstown.pools.default.capacity = 1", WithHandler);
        var first = host.Request();
        var held = first.Tell("x");
        var second = host.Request();
        var waiting = second.TellAsync("y");
        Assert.False(waiting.IsCompleted);
        held.Cancel();
        var admitted = await waiting.AsTask().WaitAsync(Stress.Patience);
        second.End();
        Assert.Equal(Fate.Ran, await admitted.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
        Assert.Equal(0, host.Clock.Timers);
    }

    [Fact]
    public async Task TellAsync_is_refused_when_its_deadline_passes()
    {
        await using var host = new TrafficHost("crosstown.admission { capacity = 1, wait = 5s }", WithHandler);
        var request = host.Request();
        request.Tell("x");
        var waiting = request.TellAsync("y");
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(waiting.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TrafficFullException>(() => waiting.AsTask().WaitAsync(Stress.Patience));
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((1L, 1L), (reading.Ran, reading.Refused));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task TellAsync_stops_waiting_when_its_token_or_its_request_is_cancelled(bool byRequest)
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 1", WithHandler);
        var request = host.Request();
        request.Tell("x");
        using var own = new CancellationTokenSource();
        var waiting = request.TellAsync("y", cancellationToken: own.Token);
        (byRequest ? request.Aborted : own).Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask().WaitAsync(Stress.Patience));
        request.End();
        Assert.Equal(1, (await host.SettledAsync()).Deferred);
        Assert.Equal(0, host.Ledger.SlotsTaken);
    }

    [Fact]
    public async Task TellAsync_never_waits_for_its_own_request_to_be_over()
    {
        await using var host = new TrafficHost("crosstown.admission.per-request = 1", WithHandler);
        var request = host.Request();
        request.Tell("x");
        await Assert.ThrowsAsync<TrafficFullException>(() => request.TellAsync("y").AsTask().WaitAsync(Stress.Patience));
        request.End();
        await host.SettledAsync();
    }

    [Fact]
    public async Task Sixty_four_threads_that_hammer_a_capacity_of_a_hundred_never_exceed_it_and_leak_no_slot()
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 100", WithHandler);
        var most = 0;
        await Stress.RaceAsync(64, (thread, meet) =>
        {
            meet();
            for (var i = 0; i < Stress.Scaled(100); i++)
            {
                var request = host.Request();
                for (var d = 0; d < 4; d++)
                {
                    if (request.TryTell("x", out var deferral, new DeferralOptions { SameThread = d == 3 }) && (thread + i) % 7 == 0)
                        deferral.Cancel();
                    Stress.RaiseTo(ref most, host.Ledger.SlotsTaken);
                }

                request.End(i % 3 == 0 ? 500 : 200);
            }
        });
        var reading = await host.SettledAsync();
        Assert.InRange(most, 1, 100);
        Assert.Equal(64L * Stress.Scaled(100) * 4, reading.Deferred);
        Assert.Equal(0, host.Ledger.SlotsTaken);
    }

    private static void WithHandler(IServiceCollection services) => services.AddTrafficHandler<Handler>();

    private sealed class Handler : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
