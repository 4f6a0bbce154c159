namespace Akka.Dispatch;

public abstract class MailboxType
{
    protected readonly Settings Settings;
    protected readonly Config Config;

    protected MailboxType(Settings settings, Config config)
    {
        Settings = settings;
        Config = config;
    }

    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}
