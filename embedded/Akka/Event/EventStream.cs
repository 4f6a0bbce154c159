namespace Akka.Event;

public class EventStream : LoggingBus
{
    public EventStream(bool debug) { }
    public override bool Subscribe(IActorRef subscriber, Type channel) => throw new NotImplementedException();
    public override bool Unsubscribe(IActorRef subscriber) => throw new NotImplementedException();
    public override bool Unsubscribe(IActorRef subscriber, Type channel) => throw new NotImplementedException();
    public void StartUnsubscriber(ActorSystemImpl system) => throw new NotImplementedException();
}
