namespace Akka.Actor;

/// <summary>A watched actor has ended and its watcher did not handle <see cref="Terminated"/>.</summary>
public class DeathPactException : AkkaException
{
    public DeathPactException(IActorRef deadActor) : base($"Monitored actor [{deadActor}] terminated") => DeadActor = deadActor;

    public IActorRef DeadActor { get; }
}
