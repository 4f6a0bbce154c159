using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Runtime;

/// <summary>Parent of requests' actors. The deferring threads start these through the supervisor's cell; see <see cref="RequestActors"/>.</summary>
internal sealed class RequestSupervisor(RequestActors actors, int number) : UntypedActor
{
    protected override void PreStart() => actors.Register(number, (ActorCell)Context);

    protected override void OnReceive(object message) => Unhandled(message);

    /// <summary>Stops a failed request's actor, because a restarted one would have lost its deferrals. PostStop of the failed one gives them their fate.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);
}
