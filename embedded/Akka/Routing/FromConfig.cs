namespace Akka.Routing;

/// <summary>Says that the deployment in HOCON must define the router; what is set here completes it.</summary>
public class FromConfig : Pool
{
    public FromConfig() : this(null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public FromConfig(Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher)
        : base(0, resizer, supervisorStrategy, routerDispatcher, false)
    {
    }

    public static FromConfig Instance { get; } = new();

    public override Router CreateRouter(ActorSystem system) => throw new NotSupportedException("FromConfig must not create a router.");

    public override ActorBase CreateRouterActor() => throw new NotSupportedException("FromConfig must not create a router actor.");

    public override int GetNrOfInstances(ActorSystem sys) => 0;

    public override void VerifyConfig(ActorPath path) =>
        throw new ConfigurationException($"Configuration missing for router [{path}] in 'akka.actor.deployment' section.");

    public Props Props() => Akka.Actor.Props.Empty.WithRouter(this);

    public FromConfig WithSupervisorStrategy(SupervisorStrategy strategy) => new(Resizer, strategy, RouterDispatcher);

    public FromConfig WithResizer(Resizer resizer) => new(resizer, SupervisorStrategy, RouterDispatcher);

    public FromConfig WithDispatcher(string dispatcherId) => new(Resizer, SupervisorStrategy, dispatcherId);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);
}
