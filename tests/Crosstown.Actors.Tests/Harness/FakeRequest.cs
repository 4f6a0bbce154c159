using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>What the web layer does for one request.</summary>
internal sealed class FakeRequest(TrafficSystem system, DeferralDefaults? endpoint) : TrafficBase
{
    private readonly TrafficGate _gate = new(system);

    public CancellationTokenSource Aborted { get; } = new();

    public TrafficGate Traffic => _gate;

    protected override TrafficGate Gate => _gate;

    protected override DeferralDefaults? Defaults => endpoint;

    protected override CancellationToken RequestAborted => Aborted.Token;

    public static RequestSnapshot Snapshot(int status = 200, ResponseOutcome outcome = ResponseOutcome.Completed, WireLevel level = WireLevel.Sent) => new()
    {
        Method = "POST",
        Path = "/campaigns",
        TraceIdentifier = "trace-1",
        StartedAt = DateTimeOffset.UnixEpoch,
        Response = new ResponseSnapshot(status, outcome, level),
    };

    /// <summary>The response is over.</summary>
    public void End(int status = 200, ResponseOutcome outcome = ResponseOutcome.Completed) => End(Snapshot(status, outcome));

    public void End(RequestSnapshot snapshot)
    {
        _gate.Seal();
        if (_gate.HasTraffic)
            _gate.Signal(snapshot);
    }

    public void ReleaseEarly(int status = 200) => _gate.ReleaseEarly(Snapshot(status));
}
