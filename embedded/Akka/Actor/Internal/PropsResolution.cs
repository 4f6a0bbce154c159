namespace Akka.Actor.Internal;

internal sealed record PropsResolution(ActorSystemImpl System, MessageDispatcherConfigurator Configurator, MailboxType Mailbox)
{
    internal static PropsResolution Of(Props props, ActorSystemImpl system)
    {
        var configurator = system.Dispatchers.Configurator(props.Dispatcher);
        return new(system, configurator, system.Mailboxes.GetMailboxType(props, configurator.Config));
    }
}
