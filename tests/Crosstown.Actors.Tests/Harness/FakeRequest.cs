using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Traffic;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>What the web layer does for one request.</summary>
internal sealed class FakeRequest(TrafficParts parts, EndpointDeferralOptions? endpoint) : TrafficVerbs(parts)
{
    private readonly TrafficEntrance _entrance = parts.OpenRequest(new RequestSnapshot("POST", "/campaigns", "campaigns", "trace-1", DateTimeOffset.UnixEpoch));

    public CancellationTokenSource Aborted { get; } = new();

    internal override TrafficEntrance Entrance => _entrance;

    internal override EndpointDeferralOptions? Endpoint => endpoint;

    internal override CancellationToken RequestAborted => Aborted.Token;

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
        _entrance.Close();
        _entrance.Signal(snapshot);
    }

    public void ReleaseEarly(int status = 200) => _entrance.ReleaseAsDeferred(Snapshot(status));
}
