using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Gates;

/// <summary>docs/retries.md: retries, in virtual time.</summary>
public sealed class RetrySpecs
{
    private const string Retry = "crosstown.pools.calls.retry { attempts = 4, backoff = 1s, max-backoff = 3s, jitter = off }";
    private static readonly Exception Failure = new InvalidOperationException("busy");

    [Fact]
    public async Task A_failed_attempt_is_followed_by_others_after_a_backoff_that_doubles_up_to_its_limit()
    {
        await using var gates = new GateHost(Retry);
        var deferral = gates.Defer(gates.Host.OutsideRequest, "call", failure: _ => Failure);
        await gates.PassAsync(8);
        Assert.Equal([0, 1, 3, 6], gates.Starts.Select(start => start.At));
        Assert.Equal((Fate.Failed, 4, "busy"), (deferral.Fate, deferral.Attempts, deferral.Reason));
        Assert.Same(Failure, deferral.Exception);
        await gates.Host.SettledAsync();
        Assert.Contains("busy (attempt 4, the last)", gates.Host.Logs.Entries.Single(entry => entry.Id == 1200).Text, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], gates.Host.Logs.Entries.Where(entry => entry.Id == 1205).Select(entry => int.Parse(entry.Text.Split(' ')[1], null)));
    }

    [Fact]
    public async Task An_attempt_that_succeeds_is_the_last_and_the_slot_is_kept_until_then()
    {
        await using var gates = new GateHost(Retry);
        var deferral = gates.Defer(gates.Host.OutsideRequest, "call", failure: attempt => attempt < 3 ? Failure : null);
        await gates.PassAsync(1.5);
        Assert.Equal((1, 1), (gates.Host.Ledger.SlotsTaken, gates.Calls.Gate.Waiting));
        await gates.PassAsync(2);
        Assert.Equal((Fate.Ran, 3, (Exception?)null), (deferral.Fate, deferral.Attempts, deferral.Exception));
        await gates.Host.SettledAsync();
        Assert.DoesNotContain(gates.Host.Logs.Entries, entry => entry.Id == 1200);
    }

    [Fact]
    public async Task The_routee_serves_others_while_a_deferral_waits()
    {
        await using var gates = new GateHost(Retry + "\nakka.actor.deployment./crosstown/pools/calls { router = least-busy-pool, nr-of-instances = 1 }");
        gates.Defer(gates.Host.OutsideRequest, "failing", failure: attempt => attempt < 2 ? Failure : null);
        gates.Defer(gates.Host.OutsideRequest, "other");
        await gates.PassAsync(1);
        Assert.Equal([("failing", 0), ("other", 0), ("failing", 1)], gates.Starts);
    }

    [Fact]
    public async Task The_options_of_a_deferral_come_before_the_pools_settings_value_by_value()
    {
        await using var gates = new GateHost(Retry);
        var twice = gates.Defer(gates.Host.OutsideRequest, "twice", new() { Pool = "calls", Retry = new() { Attempts = 2 } }, _ => Failure);
        var once = gates.Defer(gates.Host.OutsideRequest, "once", new() { Pool = "calls", Retry = new() { Attempts = 1 } }, _ => Failure);
        var slow = gates.Defer(gates.Host.OutsideRequest, "slow", new() { Retry = new() { Attempts = 2, Backoff = TimeSpan.FromSeconds(2), Jitter = false } }, _ => Failure);
        await gates.PassAsync(1);
        await gates.PassAsync(2);
        Assert.Equal((2, 1, 2), (twice.Attempts, once.Attempts, slow.Attempts));
        Assert.Equal([0, 1], gates.Starts.Where(start => start.Name == "twice").Select(start => start.At));
        Assert.Equal([0, 2], gates.Starts.Where(start => start.Name == "slow").Select(start => start.At));
    }

    [Fact]
    public async Task With_jitter_each_wait_is_between_half_and_the_whole_of_the_backoff()
    {
        await using var gates = new GateHost("crosstown.pools.calls.retry { attempts = 2, backoff = 10s }");
        foreach (var name in Enumerable.Range(0, 50))
            gates.Defer(gates.Host.OutsideRequest, $"{name}", failure: _ => Failure);
        await gates.PassAsync(10.5, step: 0.5);
        var waits = gates.Starts.Skip(50).Select(start => start.At).ToList();
        Assert.Equal(50, waits.Count);
        Assert.All(waits, wait => Assert.InRange(wait, 5, 10.5));
        Assert.True(waits.Distinct().Count() > 3, "they are spread");
    }

    [Theory]
    [InlineData("[\"TimeoutException\"]", 2)]
    [InlineData("[\"System.TimeoutException\"]", 2)]
    [InlineData("[\"SystemException\"]", 2)]
    [InlineData("[\"Other.TimeoutException\"]", 1)]
    [InlineData("[\"HttpRequestException\"]", 1)]
    [InlineData("[]", 1)]
    public async Task Only_the_exception_types_named_are_tried_again(string types, int attempts)
    {
        await using var gates = new GateHost($"crosstown.pools.calls.retry {{ attempts = 2, jitter = off, retry-on = {types} }}");
        var deferral = gates.Defer(gates.Host.OutsideRequest, "call", failure: _ => new TimeoutException("slow"));
        await gates.PassAsync(1);
        Assert.Equal((Fate.Failed, attempts), (deferral.Fate, deferral.Attempts));
    }

    [Fact]
    public async Task A_predicate_decides_in_place_of_the_types_and_one_that_throws_ends_the_attempts()
    {
        await using var gates = new GateHost("crosstown.pools.calls.retry { attempts = 3, backoff = 0s, retry-on = [] }");
        var busy = gates.Defer(gates.Host.OutsideRequest, "busy", new() { Pool = "calls", Retry = new() { When = e => e.Message == "busy" } }, _ => Failure);
        var gone = gates.Defer(gates.Host.OutsideRequest, "gone", new() { Pool = "calls", Retry = new() { When = e => e.Message == "busy" } }, _ => new IOException("gone"));
        var odd = gates.Defer(gates.Host.OutsideRequest, "odd", new() { Pool = "calls", Retry = new() { When = _ => throw new IOException("on purpose") } }, _ => Failure);
        await gates.Host.SettledAsync();
        Assert.Equal((3, 1, 1), (busy.Attempts, gone.Attempts, odd.Attempts));
        Assert.Same(Failure, odd.Exception);
    }

    [Fact]
    public async Task A_cancellation_is_not_tried_again_but_the_timeout_of_an_HttpClient_is()
    {
        await using var gates = new GateHost("crosstown.pools.calls.retry { attempts = 2, backoff = 0s }");
        var cancelled = gates.Defer(gates.Host.OutsideRequest, "cancelled", failure: _ => new OperationCanceledException("stop"));
        var timedOut = gates.Defer(gates.Host.OutsideRequest, "timed out", failure: _ => new TaskCanceledException("slow", new TimeoutException()));
        await gates.Host.SettledAsync();
        Assert.Equal((Fate.Failed, 1, 2), (cancelled.Fate, cancelled.Attempts, timedOut.Attempts));
    }

    [Fact]
    public async Task Each_attempt_has_services_a_context_and_a_number_of_its_own()
    {
        var scopes = new List<(int Attempt, Scoped Scoped)>();
        await using var host = new TrafficHost("crosstown.pools.calls.retry { attempts = 3, backoff = 0s }", services => services.AddScoped<Scoped>());
        host.OutsideRequest.Defer<TrafficContext, Scoped>((context, service, _) =>
        {
            scopes.Add((context.Attempt, service));
            return Task.FromException(Failure);
        }, new() { Pool = "calls" });
        await host.SettledAsync();
        Assert.Equal([1, 2, 3], scopes.Select(scope => scope.Attempt));
        Assert.Equal(3, scopes.Select(scope => scope.Scoped).Distinct().Count());
        Assert.All(scopes, scope => Assert.True(scope.Scoped.IsDisposed));
    }

    [Fact]
    public async Task A_plain_delegate_is_tried_again_too()
    {
        var attempts = 0;
        await using var host = new TrafficHost("crosstown.deferral.retry { attempts = 3, backoff = 0s }");
        var deferral = host.OutsideRequest.Defer(() => { attempts++; throw Failure; });
        await host.SettledAsync();
        Assert.Equal((3, 3, Fate.Failed), (attempts, deferral.Attempts, deferral.Fate));
    }

    [Fact]
    public async Task Cancel_ends_a_wait_at_once()
    {
        await using var gates = new GateHost(Retry);
        var deferral = gates.Defer(gates.Host.OutsideRequest, "call", failure: _ => Failure);
        await gates.RestAsync();
        Assert.True(deferral.Cancel());
        await gates.Host.SettledAsync();
        Assert.Equal((Fate.Cancelled, 1), (deferral.Fate, deferral.Attempts));
        await gates.PassAsync(5);
        Assert.Single(gates.Starts);
        Assert.Equal(0, gates.Calls.Gate.Waiting);
    }

    [Fact]
    public async Task A_failure_after_a_cancellation_is_not_tried_again()
    {
        await using var host = new TrafficHost("crosstown.deferral.retry { attempts = 3, backoff = 0s }");
        var began = new TaskCompletionSource();
        var attempts = 0;
        var deferral = host.OutsideRequest.Defer(async token =>
        {
            attempts++;
            var cancelled = new TaskCompletionSource();
            await using var registration = token.Register(cancelled.SetResult);
            began.TrySetResult();
            await cancelled.Task;
            throw Failure;
        });
        await began.Task.WaitAsync(Stress.Patience);
        deferral.Cancel();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, 1), (deferral.Fate, attempts));
    }

    [Fact]
    public async Task A_timed_out_attempt_is_followed_by_another_only_when_its_code_has_returned()
    {
        await using var gates = new GateHost("crosstown.pools.calls { timeout = 5s, retry { attempts = 2, backoff = 1s, jitter = off } }");
        var stop = new TaskCompletionSource();
        var starts = new List<double>();
        var deferral = gates.Host.OutsideRequest.Defer<TrafficContext>((context, _) =>
        {
            starts.Add(gates.Seconds);
            return context.Attempt == 1 ? stop.Task : Task.CompletedTask;
        }, new() { Pool = "calls" });
        await Eventually.TrueAsync(() => starts.Count == 1 && gates.Host.Clock.Timers > 0);
        gates.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(deferral.Fate);
        gates.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(deferral.Fate);
        stop.SetResult();
        await Eventually.TrueAsync(() => gates.Calls.Gate.Waiting == 1);
        await gates.PassAsync(1);
        await gates.Host.SettledAsync();
        Assert.Equal([0, 11], starts);
        Assert.Equal((Fate.Ran, 2), (deferral.Fate, deferral.Attempts));
    }

    [Fact]
    public async Task A_timed_out_attempt_whose_code_is_given_up_is_the_last()
    {
        await using var gates = new GateHost("crosstown.deferral.abandon-after = 3s\ncrosstown.pools.calls { timeout = 5s, retry { attempts = 2, backoff = 0s } }");
        var stop = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var deferral = gates.Host.OutsideRequest.Defer(_ => { began.TrySetResult(); return stop.Task; }, new() { Pool = "calls" });
        await began.Task.WaitAsync(Stress.Patience);
        await Eventually.TrueAsync(() => gates.Host.Clock.Timers > 0);
        gates.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(deferral.Fate);
        gates.Host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Fate.Failed, deferral.Fate);
        Assert.IsType<TimeoutException>(deferral.Exception);
        Assert.Equal(1, gates.Host.Ledger.DetachedRuns);
        stop.SetResult();
        await gates.Host.SettledAsync();
        Assert.Equal((1, 0), (deferral.Attempts, gates.Host.Ledger.DetachedRuns));
    }

    [Fact]
    public async Task When_is_asked_once()
    {
        var asked = 0;
        await using var host = new TrafficHost("crosstown.deferral.retry { attempts = 3, backoff = 0s }");
        var request = host.Request();
        request.Defer(() => throw Failure, new() { When = _ => ++asked > 0 });
        request.End();
        await host.SettledAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Sequential_traffic_keeps_its_order_while_one_waits()
    {
        await using var gates = new GateHost(Retry);
        var request = gates.Host.Request();
        var first = gates.Defer(request, "first", new() { Pool = "calls", Sequential = true }, attempt => attempt < 3 ? Failure : null);
        gates.Elsewhere = () => first.Fate is null ? 1 : 0;
        gates.Defer(request, "second");
        request.End();
        await gates.PassAsync(4);
        Assert.Equal([("first", 0), ("first", 1), ("first", 3), ("second", 3)], gates.Starts);
    }

    [Fact]
    public async Task Same_thread_work_of_a_request_keeps_its_order_while_one_waits_and_other_requests_go_on()
    {
        await using var gates = new GateHost("");
        var (request, other) = (gates.Host.Request(), gates.Host.Request());
        gates.Defer(request, "before", new() { SameThread = true });
        gates.Defer(request, "first", new() { SameThread = true, Retry = new() { Attempts = 2, Jitter = false } }, attempt => attempt < 2 ? Failure : null);
        gates.Defer(request, "second", new() { SameThread = true });
        gates.Defer(other, "other", new() { SameThread = true });
        gates.Elsewhere = () => 1;
        request.End();
        await gates.RestAsync();
        gates.Elsewhere = () => 0;
        other.End();
        await gates.PassAsync(1);
        Assert.Equal([("before", 0), ("first", 0), ("other", 0), ("first", 1), ("second", 1)], gates.Starts);
    }

    [Fact]
    public async Task A_pool_of_the_applications_own_actors_is_told_the_message_again()
    {
        await using var host = new TrafficHost(
            "crosstown.pools.callers.retry { attempts = 3, backoff = 0s }\nakka.actor.deployment./crosstown/pools/callers { router = least-busy-pool, nr-of-instances = 1 }",
            services => services.AddTrafficPool("callers", _ => Props.Create(() => new FailingTwice())));
        var deferral = host.OutsideRequest.Tell("call", new() { Pool = "callers" });
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, 3), (deferral.Fate, deferral.Attempts));
    }

    [Fact]
    public async Task A_message_to_an_actor_takes_no_retry_and_no_partition()
    {
        await using var host = new TrafficHost();
        var retry = Assert.Throws<ArgumentException>(() => host.OutsideRequest.TellTo(host.System.DeadLetters, "x", new() { Retry = new() { Attempts = 2 } }));
        Assert.Contains("AddTrafficPool", retry.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => host.OutsideRequest.TellTo(host.System.DeadLetters, "x", new() { Partition = "a" }));
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    private sealed class Scoped : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class FailingTwice : UntypedActor
    {
        private static int _failures;

        protected override void OnReceive(object message)
        {
            if (Interlocked.Increment(ref _failures) <= 2)
                throw Failure;
        }
    }
}
