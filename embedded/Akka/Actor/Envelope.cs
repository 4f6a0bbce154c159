namespace Akka.Actor;

public struct Envelope
{
    public IActorRef Sender { get => throw new NotImplementedException(); }
    public Envelope(object message, IActorRef sender) { }
    public Envelope(object message, IActorRef sender, ActorSystem system) { }
    public object Message { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
}
