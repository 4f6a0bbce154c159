namespace Akka.Actor;

/// <summary>A ref without an actor: it ignores what is told to it, unless a subclass does otherwise.</summary>
public abstract class MinimalActorRef : InternalActorRefBase
{
    public override IInternalActorRef Parent => ActorRefs.Nobody;
    public override bool IsLocal => true;

    public override IActorRef GetChild(IReadOnlyList<string> name) =>
        name.All(string.IsNullOrEmpty) ? this : ActorRefs.Nobody;

    public override void Start()
    {
    }

    public override void Stop()
    {
    }

    public override void Suspend()
    {
    }

    public override void Resume(Exception causedByFailure = null)
    {
    }

    public override void Restart(Exception cause)
    {
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
    }
}
