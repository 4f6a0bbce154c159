namespace Akka.Dispatch;

public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedMailbox(Settings settings, Config config) : base(settings, config) { }
    public TimeSpan PushTimeout { get => throw new NotImplementedException(); }
    public int Capacity { get => throw new NotImplementedException(); }
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => throw new NotImplementedException();
}
