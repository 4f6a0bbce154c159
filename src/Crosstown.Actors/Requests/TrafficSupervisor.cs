using Akka.Actor;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Requests;

/// <summary><c>/user/crosstown</c>: starts pools, lanes and, told once per request with traffic, that request's actor.</summary>
internal sealed class TrafficSupervisor : UntypedActor
{
    private readonly TrafficSystem _system;

    public TrafficSupervisor(TrafficSystem system) => _system = system;

    protected override void PreStart()
    {
        try
        {
            Context.ActorOf(PoolProps.DeadLetters(_system), "dead-letters");
            Context.ActorOf(PoolProps.Pools(_system), "pools");
            Context.ActorOf(PoolProps.Lanes(_system), "lanes");
        }
        catch (Exception e)
        {
            _system.Started(e);
            throw;
        }
    }

    protected override void OnReceive(object message)
    {
        if (message is TrafficGate gate)
            Context.ActorOf(PoolProps.Request).Tell(gate, ActorRefs.NoSender);
        else
            Unhandled(message);
    }

    /// <summary>A request's actor is never restarted: it would have forgotten its request. Its PostStop gives what it held a fate.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);
}
