namespace Akka.Event;

/// <summary>Watches every subscriber of the event stream, and unsubscribes those that stop.</summary>
internal sealed class EventStreamUnsubscriber(EventStream eventStream) : ActorBase
{
    internal sealed record Register(IActorRef Subscriber);

    internal sealed record Unregister(IActorRef Subscriber);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Register register:
                Context.Watch(register.Subscriber);
                return true;
            case Unregister unregister:
                Context.Unwatch(unregister.Subscriber);
                return true;
            case Terminated terminated:
                eventStream.Forget(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }
}
