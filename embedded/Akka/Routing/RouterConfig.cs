namespace Akka.Routing;

public abstract class RouterConfig : ISurrogated, IEquatable<RouterConfig>
{
    protected RouterConfig() { }
    protected RouterConfig(string routerDispatcher) { }
    public abstract ActorBase CreateRouterActor();
    public abstract ISurrogate ToSurrogate(ActorSystem system);
    public bool Equals(RouterConfig other) => throw new NotImplementedException();
    public virtual RouterConfig WithFallback(RouterConfig routerConfig) => throw new NotImplementedException();
    public virtual bool IsManagementMessage(object message) => throw new NotImplementedException();
    public virtual bool StopRouterWhenAllRouteesRemoved { get => throw new NotImplementedException(); }
    public virtual string RouterDispatcher { get => throw new NotImplementedException(); }
    public virtual void VerifyConfig(ActorPath path) => throw new NotImplementedException();
}
