using Akka.Actor;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Runtime;

/// <summary><c>/user/crosstown</c>: parent of the gates, the pools, the lanes, and the supervisors of requests' actors.</summary>
internal sealed class CrosstownSupervisor(RuntimeProps props) : UntypedActor
{
    protected override void PreStart()
    {
        try
        {
            Context.ActorOf(props.DeadLetters(), "dead-letters");
            foreach (var (gate, name) in props.Gates)
                gate.Actor = Context.ActorOf(props.Gate(gate), name);
            Context.ActorOf(props.Pools(), "pools");
            Context.ActorOf(props.Lanes(), "lanes");
            for (var number = 0; number < RequestActors.Supervisors; number++)
                Context.ActorOf(props.RequestSupervisor(number), $"requests-{number}");
            if (props.LeaseSweeper() is { } sweeper)
                Context.ActorOf(sweeper, "leases");
            // Last: the supervisors above have registered by now, on this thread.
            props.Startup.PartStarted();
        }
        catch (Exception e)
        {
            props.Startup.Failed(e);
            throw;
        }
    }

    protected override void OnReceive(object message) => Unhandled(message);
}
