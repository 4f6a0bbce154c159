namespace Akka.Dispatch;

public abstract class UnboundedPriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedPriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedPriorityMailbox(Settings settings, Config config) : base(settings, config) => InitialCapacity = DefaultCapacity;

    public int InitialCapacity { get; }

    /// <summary>The lower, the sooner.</summary>
    protected abstract int PriorityGenerator(object message);

    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedPriorityMessageQueue(PriorityGenerator, InitialCapacity);
}
