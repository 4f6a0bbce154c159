namespace Akka.Dispatch;

public class BoundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedDequeBasedMailbox(Settings settings, Config config) : base(settings, config) => (Capacity, PushTimeout) = BoundedMailboxSettings.Read(config);

    public int Capacity { get; }
    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedDequeMessageQueue(Capacity, PushTimeout) { DeadLetters = system.DeadLetters };
}
