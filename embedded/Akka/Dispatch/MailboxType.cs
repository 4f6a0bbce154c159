namespace Akka.Dispatch;

public abstract class MailboxType
{
    protected MailboxType(Settings settings, Config config) { }
    protected readonly Settings Settings;
    protected readonly Config Config;
    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}
