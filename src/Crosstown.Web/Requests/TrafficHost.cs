using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;
using Crosstown.Actors.Traffic;
using Crosstown.Web.Endpoints;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Crosstown.Web.Requests;

/// <summary>The services and settings that the requests of one host share.</summary>
internal sealed class TrafficHost
{
    private readonly Lazy<TrafficEntrance> _closedEntrance;

    private readonly bool _hasWire;

    public TrafficHost(
        TrafficParts parts,
        CrosstownSettings settings,
        EndpointTrafficCache endpoints,
        IOptions<CrosstownOptions> options,
        ILogger<CrosstownMiddleware> logger,
        IServer? server = null,
        TimeProvider? clock = null,
        CrosstownWireOptions? wire = null)
    {
        Parts = parts;
        RetryAfter = settings.RetryAfter;
        Endpoints = endpoints;
        EnrichSnapshot = options.Value.EnrichSnapshot;
        Logger = new GuardedLogger(logger);
        Clock = clock ?? TimeProvider.System;
        _hasWire = wire is { Level: > WireLevel.Handed };
        IsTestServer = server?.GetType().FullName == KnownServers.TestServer;
        _closedEntrance = new(() =>
        {
            var entrance = parts.OpenRequest();
            entrance.Close();
            return entrance;
        });
    }

    public TrafficParts Parts { get; }

    public TimeSpan RetryAfter { get; }

    public EndpointTrafficCache Endpoints { get; }

    public Action<HttpContext, IDictionary<string, object?>>? EnrichSnapshot { get; }

    public ILogger Logger { get; }

    public TimeProvider Clock { get; }

    /// <summary>The wire of the request's connection; null if it has none, or if <c>UseCrosstownWire()</c> was not called for a level above <see cref="WireLevel.Handed"/>.</summary>
    public IResponseProgressFeature? ProgressOf(HttpContext context) => _hasWire ? context.Features.Find<IResponseProgressFeature>() : null;

    /// <summary>Whether the server is TestServer, which does not call <c>OnCompleted</c> if an exception leaves the pipeline, and cancels its abort token then.</summary>
    public bool IsTestServer { get; }

    /// <summary>An entrance that is always closed. It refuses and counts late deferrals of requests that had deferred nothing.</summary>
    public TrafficEntrance ClosedEntrance => _closedEntrance.Value;
}
