namespace Akka.Routing;

/// <summary>Not a router: the neutral configuration that any other overrides (<c>router = from-code</c> in a deployment).</summary>
public class NoRouter : RouterConfig
{
    protected NoRouter()
    {
    }

    public static NoRouter Instance { get; } = new();

    public override string RouterDispatcher => throw new NotSupportedException("NoRouter has no dispatcher.");

    public override Router CreateRouter(ActorSystem system) => throw new NotSupportedException("NoRouter has no router.");

    public override ActorBase CreateRouterActor() => throw new NotSupportedException("NoRouter must not create a router actor.");

    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig;

    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);
}
