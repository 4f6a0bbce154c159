using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Telemetry;

/// <summary>docs/design.md §4: every instrument, with its tags.</summary>
public sealed class MetricsSpecs
{
    public static TheoryData<Fate, string> FateTags => new()
    {
        { Fate.Ran, "ran" }, { Fate.Failed, "failed" }, { Fate.NoGo, "no_go" }, { Fate.Aborted, "aborted" }, { Fate.Cancelled, "cancelled" }, { Fate.Refused, "refused" }, { Fate.Abandoned, "abandoned" },
    };

    public static TheoryData<ResponseOutcome, string> OutcomeTags => new()
    {
        { ResponseOutcome.Completed, "completed" }, { ResponseOutcome.Truncated, "truncated" }, { ResponseOutcome.AbortedByClient, "aborted_by_client" }, { ResponseOutcome.AbortedByServer, "aborted_by_server" },
    };

    [Theory, MemberData(nameof(FateTags))]
    public void A_fate_has_its_tag(Fate fate, string tag) => Assert.Equal(tag, fate.ToTag());

    [Theory, MemberData(nameof(OutcomeTags))]
    public void An_outcome_has_its_tag(ResponseOutcome outcome, string tag) => Assert.Equal(tag, outcome.ToTag());

    [Theory, InlineData(WireLevel.Handed, "handed"), InlineData(WireLevel.Sent, "sent"), InlineData(WireLevel.Acked, "acked")]
    public void A_wire_level_has_its_tag(WireLevel level, string tag) => Assert.Equal(tag, level.ToTag());

    [Fact]
    public async Task Each_instrument_measures_the_deferrals_of_a_request()
    {
        var measured = new ConcurrentDictionary<string, double>();
        await using var host = new TrafficHost();
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Scope == factory && instrument.Meter.Name == "Crosstown")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, instrument is Histogram<double> ? 1 : value, tags));
        listener.Start();

        var request = host.Request();
        request.Defer(() => { });
        request.Defer(() => { }, new DeferralOptions { SameThread = true });
        request.Defer(() => { }, new DeferralOptions { NoGo = "2xx" });
        request.End();
        await host.SettledAsync();
        var open = host.Request();
        open.Defer(() => { });
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => measured.ContainsKey("crosstown.deferral.duration crosstown.pool=same-thread crosstown.message=delegate crosstown.fate=ran"), "the durations");
        listener.RecordObservableInstruments();

        Assert.Equal(4, measured["crosstown.deferrals.deferred"]);
        Assert.Equal(2, measured["crosstown.deferrals.ended crosstown.fate=ran"]);
        Assert.Equal(1, measured["crosstown.deferrals.ended crosstown.fate=no_go"]);
        Assert.Equal(0, measured["crosstown.deferrals.ended crosstown.fate=failed"]);
        Assert.Equal(1, measured["crosstown.deferrals.outstanding"]);
        Assert.Equal(1, measured["crosstown.admission.slots"]);
        Assert.Equal(1, measured["crosstown.requests.open"]);
        Assert.Equal(3, measured["crosstown.requests.oldest_collecting"]);
        Assert.Equal(0, measured["crosstown.deferrals.detached"]);
        Assert.Equal(0, measured["crosstown.lane.depth crosstown.lane=0"]);
        Assert.Equal(1, measured["crosstown.requests.completed crosstown.outcome=completed crosstown.wire_level=sent"]);
        Assert.Equal(1, measured["crosstown.deferral.wait crosstown.pool=default crosstown.message=delegate"]);
        Assert.Equal(1, measured["crosstown.deferral.wait crosstown.pool=same-thread crosstown.message=delegate"]);
        Assert.Equal(1, measured["crosstown.deferral.duration crosstown.pool=default crosstown.message=delegate crosstown.fate=ran"]);
        open.End();
        await host.SettledAsync();

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = instrument.Name;
            foreach (var tag in tags)
                key += $" {tag.Key}={tag.Value}";
            measured.AddOrUpdate(key, value, (_, before) => before + value);
        }
    }

    [Fact]
    public async Task Every_fate_is_counted_by_pool_and_message()
    {
        await using var host = new TrafficHost("crosstown.admission.per-request = 6", static services => services.AddTrafficHandler<Handler>());
        var ended = new ConcurrentQueue<string>();
        using var listener = Listen<long>(host, "crosstown.pool.ended", (_, _, tags) => ended.Enqueue(string.Join(' ', tags.Select(static tag => tag.Value))));
        var request = host.Request();
        request.Tell(new Message<int>());
        request.Defer(() => throw new IOException("on purpose"), new() { SameThread = true });
        request.Defer(() => { }, new() { NoGo = "200" });
        request.Defer(() => { }, new() { NoGo = "aborted" });
        request.Defer(() => { }).Cancel();
        request.Defer(() => { });
        request.Defer(() => { });
        Assert.Throws<TrafficFullException>(() => request.Tell(new Message<string>()));
        request.End();
        await host.SettledAsync();
        // The slot is back before the end is counted.
        await Eventually.TrueAsync(() => ended.Count == 8, "the counts");
        Assert.Equal(
            ["default Message`1 ran", "default Message`1 refused", "default delegate cancelled", "default delegate no_go", "default delegate ran", "default delegate ran", "default delegate ran", "same-thread delegate failed"],
            ended.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_counted_by_its_reason()
    {
        await using var host = new TrafficHost("crosstown.admission { capacity = 1 }");
        var refused = new ConcurrentQueue<object?>();
        using var listener = Listen<long>(host, "crosstown.deferrals.refused", (_, _, tags) => refused.Enqueue(tags.Single().Value));
        var request = host.Request();
        request.Defer(() => { });
        Assert.Throws<TrafficFullException>(() => request.Defer(() => { }));
        Assert.Throws<NoResponseException>(() => host.OutsideRequest.Defer(() => { }, new() { WithoutRequest = WithoutRequest.Fail }));
        request.End();
        await host.SettledAsync();
        Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));
        await host.Drain.RunAsync(TimeSpan.FromSeconds(1));
        Assert.Throws<TrafficClosedException>(() => host.OutsideRequest.Defer(() => { }));
        Assert.Equal(["process_full", "without_request", "late", "draining"], refused);
    }

    [Fact]
    public void Each_refusal_has_a_tag_of_its_own() => Assert.Equal(
        Enum.GetValues<Refusal>().Length - 1, Enum.GetValues<Refusal>().Except([Refusal.None]).Select(static refusal => refusal.ToTag()).Distinct().Count());

    [Fact]
    public async Task The_lag_of_a_request_is_that_of_its_first_start()
    {
        await using var host = new TrafficHost();
        var lags = new ConcurrentQueue<double>();
        using var listener = Listen<double>(host, "crosstown.request.lag", (_, value, _) => lags.Enqueue(value));
        host.OutsideRequest.Defer(() => { });
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var request = host.Request();
            request.Defer(() => host.Clock.Advance(TimeSpan.FromSeconds(5)), new() { Sequential = true });
            request.Defer<TrafficContext>((context, ct) => context.Traffic.Defer(() => { }).WaitAsync(ct), new() { Sequential = true });
            request.End();
            await host.SettledAsync();
        }

        Assert.Equal([0, 0, 0], lags);
    }

    [Fact]
    public async Task The_drain_shows_for_how_long_it_runs()
    {
        await using var host = new TrafficHost();
        var elapsed = -1.0;
        using var listener = Listen<double>(host, "crosstown.drain.elapsed", (_, value, _) => elapsed = value);
        listener.RecordObservableInstruments();
        Assert.Equal(0, elapsed);
        var stop = new TaskCompletionSource();
        host.OutsideRequest.Defer(() => stop.Task);
        var drain = host.Drain.RunAsync(TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => host.Runtime.IsDraining);
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        listener.RecordObservableInstruments();
        Assert.Equal(4, elapsed);
        stop.SetResult();
        await drain;
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        listener.RecordObservableInstruments();
        Assert.Equal(4, elapsed);
    }

    [Theory, InlineData("crosstown.deferral.wait"), InlineData("crosstown.deferral.duration")]
    public async Task A_histogram_has_buckets_for_seconds_and_names_the_type_of_the_message(string name)
    {
        await using var host = new TrafficHost(configure: static services => services.AddTrafficHandler<Handler>().AddTrafficPool("own", static _ => Props.Create(() => new Actor())));
        var messages = new ConcurrentQueue<object?>();
        IReadOnlyList<double>? buckets = null;
        using var listener = Listen<double>(host, name, (instrument, _, tags) =>
        {
            buckets = ((Histogram<double>)instrument).Advice?.HistogramBucketBoundaries;
            messages.Enqueue(tags.Single(static tag => tag.Key == "crosstown.message").Value);
        });
        var request = host.Request();
        request.Tell(new Message<int>());
        request.Tell(new Message<string>());
        request.Tell("to an actor", new DeferralOptions { Pool = "own" });
        request.Defer(static () => Task.CompletedTask);
        request.End();
        Assert.Equal(4, (await host.SettledAsync()).Ran);
        await Eventually.TrueAsync(() => messages.Count == 4, "the measurements");

        // A generic type is one value, whatever its arguments: as many values as the program declares types.
        Assert.Equal(["Message`1", "Message`1", "String", "delegate"], messages.Cast<string>().Order(StringComparer.Ordinal));
        Assert.True(buckets is [< 0.001, .., > 60], "buckets from below a millisecond to minutes");
    }

    [Fact]
    public async Task Nested_sequential_deferrals_do_not_count_as_a_request()
    {
        await using var host = new TrafficHost();
        var completed = 0L;
        using var listener = Listen<long>(host, "crosstown.requests.completed", (_, value, _) => Interlocked.Add(ref completed, value));
        var request = host.Request();
        request.Defer<TrafficContext>((context, _) =>
        {
            context.Traffic.Defer(() => { }, new DeferralOptions { Sequential = true });
            return Task.CompletedTask;
        });
        request.End();
        Assert.Equal(2, (await host.SettledAsync()).Ran);
        await LivingRequestActors.CountAsync(host, 0);
        Assert.Equal(1, completed);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_deferral_that_is_released_as_it_comes_has_a_wait_of_its_own(bool nested)
    {
        await using var host = new TrafficHost();
        var waits = new ConcurrentQueue<double>();
        using var listener = Listen<double>(host, "crosstown.deferral.wait", (_, value, _) => waits.Enqueue(value));
        var request = host.Request();
        if (nested)
        {
            request.Defer<TrafficContext>(async (context, ct) =>
            {
                await context.Traffic.Defer(() => { }).WaitAsync(ct);
                host.Clock.Advance(TimeSpan.FromHours(1));
                await context.Traffic.Defer(() => { }).WaitAsync(ct);
            });
        }
        else
        {
            var first = request.Defer(() => { });
            request.ReleaseEarly();
            await first.WaitAsync().WaitAsync(Stress.Patience);
            host.Clock.Advance(TimeSpan.FromHours(1));
            request.Defer(() => { });
        }

        request.End();
        await host.SettledAsync();
        Assert.Equal(nested ? 3 : 2, waits.Count);
        Assert.All(waits, static wait => Assert.Equal(0, wait));
    }

    internal static MeterListener Listen<T>(TrafficHost host, string name, Action<Instrument, T, KeyValuePair<string, object?>[]> record)
        where T : struct
    {
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name == name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<T>((instrument, value, tags, _) => record(instrument, value, tags.ToArray()));
        listener.Start();
        return listener;
    }

    private sealed record Message<T>;

    private sealed class Handler : ITrafficHandler<Message<int>>, ITrafficHandler<Message<string>>
    {
        public Task HandleAsync(Message<int> message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HandleAsync(Message<string> message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Actor : ReceiveActor
    {
        public Actor() => ReceiveAny(static _ => { });
    }
}
