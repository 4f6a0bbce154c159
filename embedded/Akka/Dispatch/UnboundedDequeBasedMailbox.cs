namespace Akka.Dispatch;

public sealed class UnboundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    public UnboundedDequeBasedMailbox(Settings settings, Config config) : base(settings, config) { }
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => throw new NotImplementedException();
}
