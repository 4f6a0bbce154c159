namespace Akka.Dispatch;

public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedMailbox(Settings settings, Config config) : base(settings, config) => (Capacity, PushTimeout) = BoundedMailboxSettings.Read(config);

    public int Capacity { get; }
    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedMessageQueue(Capacity, PushTimeout) { DeadLetters = system.DeadLetters };
}
