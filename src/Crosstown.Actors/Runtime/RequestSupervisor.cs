using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Runtime;

/// <summary>Parent of requests' actors, which the threads that defer start through its cell.</summary>
internal sealed class RequestSupervisor(RequestActors actors, int number) : UntypedActor
{
    protected override void PreStart() => actors.Register(number, (ActorCell)Context);

    protected override void OnReceive(object message) => Unhandled(message);

    /// <summary>A request's actor is never restarted: it would have forgotten its request. Its PostStop gives what it held a fate.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);
}
