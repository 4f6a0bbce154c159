namespace Akka.Actor;

public sealed class ActorIdentity
{
    public ActorIdentity(object messageId, IActorRef subject) { }
    public IActorRef Subject { get => throw new NotImplementedException(); }
    public object MessageId { get => throw new NotImplementedException(); }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
}
