namespace Akka.Actor;

public interface IActorContext : IActorRefFactory, ICanWatch
{
    ActorSystem System { get; }
    IActorRef Child(string name);
    IActorRef Parent { get; }
    IActorRef Self { get; }
    IActorRef Sender { get; }
    Props Props { get; }
    MessageDispatcher Dispatcher { get; }
    IEnumerable<IActorRef> GetChildren();
    TimeSpan? ReceiveTimeout { get; }
    void Become(Receive receive);
    void BecomeStacked(Receive receive);
    void SetReceiveTimeout(TimeSpan? timeout);
    void Stop(IActorRef child);
    void UnbecomeStacked();
}
