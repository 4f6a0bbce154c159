namespace Akka.Routing;

/// <summary>The base of a router that neither makes its routees nor finds them by path: they come by <see cref="AddRoutee"/>, or from its router.</summary>
public abstract class CustomRouterConfig : RouterConfig
{
    protected CustomRouterConfig()
    {
    }

    protected CustomRouterConfig(string routerDispatcher) : base(routerDispatcher)
    {
    }

    public override ActorBase CreateRouterActor() => new RouterActor();
}
