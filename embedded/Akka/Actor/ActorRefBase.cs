namespace Akka.Actor;

public abstract class ActorRefBase : IActorRef
{
    protected ActorRefBase() { }
    protected abstract void TellInternal(object message, IActorRef sender);
    public abstract ActorPath Path { get; }
    public bool Equals(IActorRef other) => throw new NotImplementedException();
    public int CompareTo(IActorRef other) => throw new NotImplementedException();
    public int CompareTo(object obj) => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public virtual ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public void Tell(object message, IActorRef sender) => throw new NotImplementedException();
}
