namespace Akka.Routing;

public class NoRouter : RouterConfig
{
    protected NoRouter() { }
    public Props Props(Props routeeProps) => throw new NotImplementedException();
    public override ActorBase CreateRouterActor() => throw new NotImplementedException();
    public override RouterConfig WithFallback(RouterConfig routerConfig) => throw new NotImplementedException();
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public override string RouterDispatcher { get => throw new NotImplementedException(); }
    public static NoRouter Instance { get => throw new NotImplementedException(); }
}
