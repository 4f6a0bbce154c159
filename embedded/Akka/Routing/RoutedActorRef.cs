namespace Akka.Routing;

/// <summary>The ref of a router: its cell routes what is told to it.</summary>
internal sealed class RoutedActorRef(ActorSystemImpl system, Props routerProps, MessageDispatcher dispatcher, MailboxType mailboxType,
    Props routeeProps, IInternalActorRef supervisor, ActorPath path)
    : LocalActorRef(system, routerProps, dispatcher, mailboxType, supervisor, path)
{
    /// <summary>Set by its initializer, hence before the base constructor asks for the cell.</summary>
    private readonly Props _routeeProps = routeeProps;

    /// <param name="props">What the code asks for: a router, and its routees' props.</param>
    /// <param name="deployed">What HOCON says about the path, or null; it wins over the code.</param>
    /// <exception cref="ConfigurationException">No router can be made of the two, or a dispatcher is not configured.</exception>
    public static RoutedActorRef Create(ActorSystemImpl system, Props props, Deploy deployed, IInternalActorRef supervisor, ActorPath path)
    {
        var config = deployed == null ? props.RouterConfig : deployed.RouterConfig.WithFallback(props.RouterConfig);
        config.VerifyConfig(path);

        // The deployment's dispatcher and mailbox are the router's own; its routees' are in their props, or in pool-dispatcher.
        var routerDispatcher = deployed is { Dispatcher.Length: > 0 } ? deployed.Dispatcher : config.RouterDispatcher;
        Require(system, props.Dispatcher, "routees", path);
        Require(system, routerDispatcher, "router", path);

        var routerProps = Props.Empty.WithRouter(config).WithDispatcher(routerDispatcher);
        if (deployed is { Mailbox.Length: > 0 })
            routerProps = routerProps.WithMailbox(deployed.Mailbox);
        var dispatcher = system.Dispatchers.Lookup(routerDispatcher);
        var mailbox = system.Mailboxes.GetMailboxType(routerProps, dispatcher.Configurator.Config);
        return new RoutedActorRef(system, routerProps, dispatcher, mailbox, props.WithRouter(NoRouter.Instance), supervisor, path);
    }

    protected override ActorCell NewActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher,
        IInternalActorRef supervisor) =>
        props.RouterConfig is Pool { Resizer: { } resizer }
            ? new ResizablePoolCell(system, self, props, dispatcher, _routeeProps, supervisor, resizer)
            : new RoutedActorCell(system, self, props, dispatcher, _routeeProps, supervisor);

    private static void Require(ActorSystemImpl system, string dispatcher, string whose, ActorPath path)
    {
        if (!system.Dispatchers.HasDispatcher(dispatcher))
            throw new ConfigurationException($"Dispatcher [{dispatcher}] not configured for {whose} of path {path}");
    }
}
