using System.Globalization;
using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Gates;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Runtime;

/// <summary>The Props of every actor that Crosstown starts with the actor system, and of requests' actors.</summary>
internal sealed class RuntimeProps(
    CrosstownSettings settings, PoolDirectory pools, PoolProps poolProps, RequestActors requests, Dispatcher dispatcher, Ledger ledger, CrosstownMetrics metrics, CrosstownLogger log)
{
    private const string RequestDispatcher = "crosstown.dispatchers.request";

    /// <summary>Tells when all parts have started.</summary>
    public StartupProgress Startup { get; } = new();

    public Props Supervisor() => ActorProps.Of(() => new CrosstownSupervisor(this));

    public Props DeadLetters() => ActorProps.Of(() => new DeadLetterListener(dispatcher, Startup));

    public Props Pools() => ActorProps.Of(() => new PoolsActor(pools, poolProps, Startup));

    public Props Lanes() => ActorProps.Of(() => new LanesActor(pools, poolProps, Startup));

    /// <summary>The gates, each with the name of its actor.</summary>
    public IEnumerable<(Gate Gate, string Name)> Gates =>
    [
        .. pools.All.Select(static pool => (pool.Gate, $"gate-pool-{pool.Name}")),
        .. pools.Lanes.Select(static lane => (lane.Gate, string.Create(CultureInfo.InvariantCulture, $"gate-lane-{lane.Number}"))),
        (pools.Actors, "gate-actors"),
    ];

    /// <summary>On Akka's own threads, which no application code blocks.</summary>
    public Props Gate(Gate gate) => ActorProps.Of(() => new GateActor(gate, dispatcher.Pass, log)).WithDispatcher("akka.actor.internal-dispatcher");

    public Props RequestSupervisor(int number) => ActorProps.Of(() => new RequestSupervisor(requests, number)).WithDispatcher(RequestDispatcher);

    public Props Request() => ActorProps.Of(() => new RequestTrafficActor(dispatcher, metrics)).WithDispatcher(RequestDispatcher);

    /// <summary>Null if there is no collecting lease.</summary>
    public Props? LeaseSweeper() => settings.CollectingLease is { } lease ? ActorProps.Of(() => new LeaseSweeper(ledger, log, lease)) : null;
}
