using Crosstown.Actors.Requests;
using Crosstown.Web.Endpoints;
using Crosstown.Web.Hosting;
using Crosstown.Web.Wire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Crosstown.Web.Completion;

/// <summary>What the requests of one host share.</summary>
internal sealed class TrafficHost
{
    private readonly Lazy<TrafficGate> _closed;

    public TrafficHost(
        TrafficSystem system,
        EndpointTrafficCache endpoints,
        IOptions<CrosstownOptions> options,
        ILogger<CrosstownMiddleware> logger,
        IServer? server = null,
        TimeProvider? clock = null,
        CrosstownWireOptions? wire = null)
    {
        System = system;
        Endpoints = endpoints;
        Snapshot = options.Value.Snapshot;
        Logger = new GuardedLogger(logger);
        Clock = clock ?? TimeProvider.System;
        HasWire = wire is { Level: > WireLevel.Handed };
        CompletesFailures = server?.GetType().FullName != KnownServers.TestServer;
        _closed = new(() =>
        {
            var gate = new TrafficGate(system);
            gate.Seal();
            return gate;
        });
    }

    public TrafficSystem System { get; }

    public EndpointTrafficCache Endpoints { get; }

    public Action<HttpContext, IDictionary<string, object?>>? Snapshot { get; }

    public ILogger Logger { get; }

    public TimeProvider Clock { get; }

    /// <summary>Whether <c>UseCrosstownWire()</c> asked for a level that only a wire can prove: else no connection has one, and none is looked for.</summary>
    public bool HasWire { get; }

    /// <summary>Whether the server calls <c>OnCompleted</c> also when an exception leaves the pipeline. TestServer does not.</summary>
    public bool CompletesFailures { get; }

    /// <summary>A sealed gate: what comes late to a request that had deferred nothing is refused and counted there.</summary>
    public TrafficGate Closed => _closed.Value;
}
