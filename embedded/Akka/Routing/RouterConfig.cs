namespace Akka.Routing;

/// <summary>What a router is made of: its logic, and how it comes by its routees (<see cref="Pool"/>, <see cref="Group"/>, or by hand).</summary>
#pragma warning disable CS0659 // Akka.NET's RouterConfig declares no GetHashCode of its own; Pool and Group do.
public abstract class RouterConfig : ISurrogated, IEquatable<RouterConfig>
{
    protected RouterConfig() : this(Dispatchers.DefaultDispatcherId)
    {
    }

    protected RouterConfig(string routerDispatcher) =>
        RouterDispatcher = string.IsNullOrEmpty(routerDispatcher) ? Dispatchers.DefaultDispatcherId : routerDispatcher;

    /// <summary>The dispatcher of the router itself; its routees run where their props say.</summary>
    public virtual string RouterDispatcher { get; }

    /// <summary>True when the router stops once it has lost its last routee.</summary>
    public virtual bool StopRouterWhenAllRouteesRemoved => true;

    public abstract Router CreateRouter(ActorSystem system);

    public abstract ActorBase CreateRouterActor();

    public abstract ISurrogate ToSurrogate(ActorSystem system);

    /// <summary>The props of an actor that manages the routees beside the router and gets the management messages the router does not know; null for none.</summary>
    public virtual Props RoutingLogicController(RoutingLogic routingLogic) => null;

    /// <summary>True for a message that the router takes itself, through its mailbox, instead of routing it.</summary>
    public virtual bool IsManagementMessage(object message) => message is IAutoReceivedMessage or RouterManagementMessage;

    /// <summary>This configuration (a deployment's), completed by the one given in code.</summary>
    public virtual RouterConfig WithFallback(RouterConfig routerConfig) => this;

    /// <exception cref="ConfigurationException">No router can be made of this for <paramref name="path"/>.</exception>
    public virtual void VerifyConfig(ActorPath path)
    {
    }

    public bool Equals(RouterConfig other) => Equals((object)other);

    public override bool Equals(object obj) =>
        ReferenceEquals(this, obj)
        || (obj is RouterConfig other && other.GetType() == GetType() && other.RouterDispatcher == RouterDispatcher && IsSameAs(other));

    internal virtual bool IsSameAs(RouterConfig other) => true;

    internal static NotSupportedException NotSerializable(RouterConfig config) =>
        new($"{config.GetType().Name} cannot be serialized: the embedded runtime has no serialization. Build with -p:ActorRuntime=Akka.");
}
