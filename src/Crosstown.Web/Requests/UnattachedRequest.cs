using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;

namespace Crosstown.Web.Requests;

/// <summary>
/// A request on its way through middleware that stands outside Crosstown's. Until Crosstown's middleware has attached the request's traffic, deferring is an error: work that were
/// taken for work without a request would run before the response. Made only where a start-up filter stands before Crosstown's.
/// </summary>
internal sealed class UnattachedRequest(TrafficHost host, string filters) : InboundTraffic(host.Parts)
{
    private volatile RequestTraffic? _traffic;
    private volatile bool _isOver;

    public override bool HasLeft => _traffic?.HasLeft ?? _isOver;

    internal override TrafficEntrance Entrance => (_traffic ?? throw NotAttached()).Entrance;

    internal override EndpointDeferralOptions? Endpoint => _traffic?.Endpoint;

    internal override CancellationToken RequestAborted => _traffic?.RequestAborted ?? CancellationToken.None;

    public void Attach(RequestTraffic traffic) => _traffic = traffic;

    public void End() => _isOver = true;

    private InvalidOperationException NotAttached() => new(
        $"Traffic was used in a request that has none: outside Crosstown's middleware, by middleware of a start-up filter that stands before Crosstown's ({filters}). " +
        "Call builder.Services.AddCrosstown() after that filter is registered: it puts Crosstown's first.");
}
