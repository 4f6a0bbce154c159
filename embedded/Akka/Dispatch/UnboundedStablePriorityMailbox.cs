namespace Akka.Dispatch;

public abstract class UnboundedStablePriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedStablePriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedStablePriorityMailbox(Settings settings, Config config) : base(settings, config) => InitialCapacity = DefaultCapacity;

    public int InitialCapacity { get; }

    /// <summary>The lower, the sooner.</summary>
    protected abstract int PriorityGenerator(object message);

    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedStablePriorityMessageQueue(PriorityGenerator, InitialCapacity);
}
