namespace Akka.Actor;

public abstract class InternalActorRefBase : ActorRefBase, IInternalActorRef
{
    public abstract IInternalActorRef Parent { get; }
    public abstract IActorRefProvider Provider { get; }
    public abstract bool IsLocal { get; }

    public abstract IActorRef GetChild(IReadOnlyList<string> name);

    public abstract void Start();

    public abstract void Stop();

    public abstract void Suspend();

    public abstract void Resume(Exception causedByFailure = null);

    public abstract void Restart(Exception cause);

    public abstract void SendSystemMessage(ISystemMessage message);
}
