namespace Akka.Dispatch;

public abstract class UnboundedStablePriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedStablePriorityMessageQueue>
{
    protected UnboundedStablePriorityMailbox(Settings settings, Config config) : base(settings, config) { }
    protected abstract int PriorityGenerator(object message);
    public const int DefaultCapacity = 11;
    public int InitialCapacity { get => throw new NotImplementedException(); }
    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) => throw new NotImplementedException();
}
