using Akka.Actor;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.Handlers;
using Crosstown.Actors.Pools;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Traffic;

/// <summary>The parts of a host that deferring needs. One per host.</summary>
internal sealed class TrafficParts(
    PlanFactory plans, HandlerRegistry handlers, Ledger ledger, Admission admission, RequestActors requests, Dispatcher dispatcher, CrosstownSettings settings,
    IEnumerable<ITrafficPropagator> propagators)
{
    public PlanFactory Plans => plans;

    public HandlerRegistry Handlers => handlers;

    public Ledger Ledger => ledger;

    public Admission Admission => admission;

    public Dispatcher Dispatcher => dispatcher;

    public OnFull OnFull => settings.OnFull;

    public ITrafficPropagator[] Propagators { get; } = [.. propagators];

    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    public ActorSystem ActorSystem => requests.ActorSystem;

    /// <summary>The entrance of a request that has reached its handler.</summary>
    public TrafficEntrance OpenRequest()
    {
        var account = new TrafficAccount(ledger);
        var entrance = new TrafficEntrance(requests, account);
        account.Collecting = entrance;
        return entrance;
    }

    /// <summary>The entrance of what a running deferral defers: its request is over, so it is released as it comes.</summary>
    public TrafficEntrance OpenNested(Deferral parent) => new(requests, new TrafficAccount(ledger, parent.Account, isReleased: true), new ReleaseAsDeferred(parent.Request));
}
