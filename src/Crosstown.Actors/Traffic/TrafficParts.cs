using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Traffic;

/// <summary>The services of a host that deferring uses. One per host.</summary>
internal sealed class TrafficParts(
    PlanFactory plans, HandlerRegistry handlers, Ledger ledger, Admission admission, RequestActors requests, Dispatcher dispatcher, CrosstownSettings settings,
    WorkerParts workers, FilterRegistry filters, IEnumerable<ITrafficPropagator> propagators, NotedTimes times, ITrafficInterceptor? interceptor = null)
{
    public PlanFactory Plans => plans;

    public HandlerRegistry Handlers => handlers;

    public Ledger Ledger => ledger;

    public Admission Admission => admission;

    public Dispatcher Dispatcher => dispatcher;

    public FilterRegistry Filters => filters;

    public CrosstownMetrics Metrics => workers.Metrics;

    public OnFull OnFull => settings.OnFull;

    public DecoratedDelegates DecoratedDelegates { get; } = new();

    public NotedTimes Times => times;

    /// <summary>A test's; null otherwise.</summary>
    public ITrafficInterceptor? Interceptor => interceptor;

    public ITrafficPropagator[] Propagators { get; } = [.. propagators];

    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    public ActorSystem ActorSystem => requests.ActorSystem;

    /// <summary>Makes the run of a deferral that runs on its caller's thread.</summary>
    public DeferralRun OpenRun(Deferral deferral) => new(deferral, workers);

    /// <summary>Opens the entrance of a request's traffic.</summary>
    /// <param name="request">The request, still without its response; null if it is known at the release only.</param>
    public TrafficEntrance OpenRequest(RequestSnapshot? request = null)
    {
        var account = new TrafficAccount(ledger) { Request = request };
        var entrance = new TrafficEntrance(requests, account, interceptor: interceptor);
        account.Collecting = entrance;
        return entrance;
    }

    /// <summary>Opens the entrance of a running deferral's traffic. Its deferrals wait for no response, so they are released as they come.</summary>
    public TrafficEntrance OpenNested(Deferral parent) => new(requests, new TrafficAccount(ledger, parent.Account, isReleased: true), new ReleaseAsDeferred(parent.Request));
}
