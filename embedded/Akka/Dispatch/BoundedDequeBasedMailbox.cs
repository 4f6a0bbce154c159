namespace Akka.Dispatch;

public class BoundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedDequeBasedMailbox(Settings settings, Config config) : base(settings, config) { }
    public TimeSpan PushTimeout { get => throw new NotImplementedException(); }
    public int Capacity { get => throw new NotImplementedException(); }
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => throw new NotImplementedException();
}
