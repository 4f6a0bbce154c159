using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Runtime;

/// <summary>The Props of every actor that Crosstown starts with the actor system, and of requests' actors.</summary>
internal sealed class RuntimeProps(
    CrosstownSettings settings, PoolDirectory pools, PoolProps poolProps, RequestActors requests, Dispatcher dispatcher, Ledger ledger, CrosstownMetrics metrics, CrosstownLogger log,
    TimeProvider clock)
{
    private const string RequestDispatcher = "crosstown.dispatchers.request";

    /// <summary>Tells when all parts have started.</summary>
    public StartupProgress Startup { get; } = new();

    public Props Supervisor() => ActorProps.Of(() => new CrosstownSupervisor(this));

    public Props DeadLetters() => ActorProps.Of(() => new DeadLetterListener(dispatcher, Startup));

    public Props Pools() => ActorProps.Of(() => new PoolsActor(pools, poolProps, Startup));

    public Props Lanes() => ActorProps.Of(() => new LanesActor(pools, poolProps, Startup));

    public Props RequestSupervisor(int number) => ActorProps.Of(() => new RequestSupervisor(requests, number)).WithDispatcher(RequestDispatcher);

    public Props Request() => ActorProps.Of(() => new RequestTrafficActor(dispatcher, metrics, clock)).WithDispatcher(RequestDispatcher);

    /// <summary>Null if there is no collecting lease.</summary>
    public Props? LeaseSweeper() => settings.CollectingLease is { } lease ? ActorProps.Of(() => new LeaseSweeper(ledger, log, lease)) : null;
}
