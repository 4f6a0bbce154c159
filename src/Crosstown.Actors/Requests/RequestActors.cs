using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Starts requests' actors, on the thread that defers, as children of several supervisors: each child is added to its parent's children by compare-and-swap, and with one parent
/// all threads would meet there. Akka.NET documents <c>ActorOf</c> for the parent's own thread only; the facts specs hold what is relied on here.
/// </summary>
internal sealed class RequestActors
{
    public const int Supervisors = 8;

    /// <summary>Complete before the first request; written by the supervisors as they start.</summary>
    private readonly ActorCell[] _supervisors = new ActorCell[Supervisors];
    private volatile ActorSystem? _system;
    private Props? _props;

    /// <exception cref="InvalidOperationException">There is nobody yet to run what is deferred.</exception>
    public ActorSystem ActorSystem => _system ?? throw new InvalidOperationException(
        "Work was deferred before Crosstown had started: its actors start with the host (AddCrosstown), or with the actor system (WithCrosstown). Defer once the host has started.");

    public bool HasStarted => _system is not null;

    public void Register(int number, ActorCell supervisor) => _supervisors[number] = supervisor;

    /// <summary>From here on requests' actors can be started: all supervisors have registered.</summary>
    public void Start(ActorSystem system, Props props)
    {
        _props = props;
        _system = system;
    }

    /// <summary>False where none can be started: the actor system is terminating.</summary>
    public bool TryStart(long traffic, [NotNullWhen(true)] out IActorRef? actor)
    {
        try
        {
            actor = _supervisors[traffic & (Supervisors - 1)].ActorOf(_props!);
            return true;
        }
        catch (Exception)
        {
            // Akka.NET's word for it is an InvalidOperationException; whatever it is, the deferral that is told of needs its fate.
            actor = null;
            return false;
        }
    }
}
