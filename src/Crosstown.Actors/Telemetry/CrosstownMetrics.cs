using System.Diagnostics.Metrics;
using Crosstown.Actors.Accounting;

namespace Crosstown.Actors.Telemetry;

/// <summary>The meter <c>Crosstown</c>. Most counters are read from the ledger when they are collected, so that they cost a deferral nothing.</summary>
internal sealed class CrosstownMetrics : IDisposable
{
    public const string MeterName = "Crosstown";

    /// <summary>The value of the tag <see cref="TagNames.Message"/> of work that is no message.</summary>
    public const string NoMessage = "delegate";

    /// <summary>For seconds: from work that only touches memory to work that calls slow services. OpenTelemetry's own default buckets are meant for milliseconds.</summary>
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    };

    private readonly Meter? _owned;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _completed;
    private readonly Counter<long> _retried;
    private readonly TimeProvider _clock;

    public CrosstownMetrics(TimeProvider clock, IMeterFactory? factory = null)
    {
        _clock = clock;
        // A meter of the factory is disposed of by the factory; only one created here is owned.
        Meter = factory?.Create(MeterName) ?? (_owned = new Meter(MeterName));
        _completed = Meter.CreateCounter<long>("crosstown.requests.completed", "{request}", "Requests with traffic whose response is over.");
        _retried = Meter.CreateCounter<long>("crosstown.deferrals.retried", "{attempt}", "Failed attempts that are followed by another.");
        _ended = Meter.CreateCounter<long>("crosstown.pool.ended", "{deferral}", "Deferrals by pool, message and fate, counted as they end.");
        _refused = Meter.CreateCounter<long>("crosstown.deferrals.refused", "{deferral}", "Refused deferrals by reason.");
        _lag = Meter.CreateHistogram<double>("crosstown.request.lag", "s", "From the release of a request's traffic to the first start of a deferral.", tags: null, Buckets);
        _wait = Meter.CreateHistogram<double>("crosstown.deferral.wait", "s", "From the release of a request's traffic to the start of a deferral's first attempt.", tags: null, Buckets);
        _duration = Meter.CreateHistogram<double>("crosstown.deferral.duration", "s", "From a deferral's start to its end.", tags: null, Buckets);
    }

    public Meter Meter { get; }

    /// <summary>Whether waits or durations are collected. If not, callers need not read the clock.</summary>
    public bool MeasuresRuns => _duration.Enabled || _wait.Enabled || _lag.Enabled;

    public void Started(Deferral deferral, long at)
    {
        if (deferral is not { ReleasedAt: > 0 and var released, Attempts: <= 1 })
            return;
        var wait = _clock.GetElapsedTime(released, at).TotalSeconds;
        if (_wait.Enabled)
            _wait.Record(wait, PoolOf(deferral), MessageOf(deferral));
        if (_lag.Enabled && deferral.Account.IsRequest && deferral.Account.IsFirstStart())
            _lag.Record(wait);
    }

    /// <summary>A deferral has got its fate.</summary>
    public void Ended(Deferral deferral, Fate fate)
    {
        if (_ended.Enabled)
            _ended.Add(1, PoolOf(deferral), MessageOf(deferral), new KeyValuePair<string, object?>(TagNames.Fate, fate.ToTag()));
    }

    public void Refused(Refusal refusal)
    {
        if (_refused.Enabled)
            _refused.Add(1, new KeyValuePair<string, object?>(TagNames.Refusal, refusal.ToTag()));
    }

    public void Ran(Deferral deferral, long startedAt)
    {
        if (_duration.Enabled && deferral.Fate is { } fate)
        {
            _duration.Record(
                _clock.GetElapsedTime(startedAt).TotalSeconds, PoolOf(deferral), MessageOf(deferral), new KeyValuePair<string, object?>(TagNames.Fate, fate.ToTag()));
        }
    }

    public void Retried(Deferral deferral)
    {
        if (_retried.Enabled)
            _retried.Add(1, PoolOf(deferral), MessageOf(deferral));
    }

    public void Completed(ResponseSnapshot? response)
    {
        if (_completed.Enabled && response is not null)
        {
            _completed.Add(
                1, new KeyValuePair<string, object?>(TagNames.Outcome, response.Outcome.ToTag()), new KeyValuePair<string, object?>(TagNames.WireLevel, response.Level.ToTag()));
        }
    }

    public void Dispose() => _owned?.Dispose();

    private static KeyValuePair<string, object?> PoolOf(Deferral deferral) => new(TagNames.Pool, deferral.Pool);

    private static KeyValuePair<string, object?> MessageOf(Deferral deferral) => new(TagNames.Message, deferral.Work.MessageType?.Name ?? NoMessage);
}
