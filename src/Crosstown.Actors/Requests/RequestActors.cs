using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Starts requests' actors, on the thread that defers, as children of several supervisors. Several, because Akka.NET adds a child to its parent's children by compare-and-swap, on
/// which all threads would contend with one parent. Akka.NET documents <c>ActorOf</c> for the parent's own thread only; the facts specs test the behaviour that is relied on here.
/// </summary>
internal sealed class RequestActors
{
    /// <summary>A power of two.</summary>
    public const int Supervisors = 8;

    /// <summary>Written by the supervisors as they start.</summary>
    private readonly ActorCell[] _supervisors = new ActorCell[Supervisors];
    private volatile ActorSystem? _system;
    private Props? _props;

    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    public ActorSystem ActorSystem => _system ?? throw new InvalidOperationException(
        "Work was deferred before Crosstown had started: its actors start with the host (AddCrosstown), or with the actor system (WithCrosstown). Defer once the host has started.");

    public bool HasStarted => _system is not null;

    public void Register(int number, ActorCell supervisor) => _supervisors[number] = supervisor;

    /// <summary>Allows requests' actors to be started. Called once, at the end of Crosstown's start.</summary>
    public void Start(ActorSystem system, Props props)
    {
        _props = props;
        _system = system;
    }

    /// <summary>Starts the actor of a request. False if the actor system is terminating. Thread-safe.</summary>
    public bool TryStart(long traffic, [NotNullWhen(true)] out IActorRef? actor)
    {
        try
        {
            actor = _supervisors[traffic & (Supervisors - 1)].ActorOf(_props!);
            return true;
        }
        catch (Exception)
        {
            // Akka.NET throws an InvalidOperationException. Every exception is caught, because the deferral needs a fate in any case.
            actor = null;
            return false;
        }
    }
}
