namespace Akka.Routing;

/// <summary>Each message goes to every path.</summary>
public sealed class BroadcastGroup : Group
{
    public BroadcastGroup(Config config) : this(PathsFrom(config))
    {
    }

    public BroadcastGroup(params string[] paths) : this((IEnumerable<string>)paths)
    {
    }

    public BroadcastGroup(IEnumerable<string> paths) : this(paths, Dispatchers.DefaultDispatcherId)
    {
    }

    public BroadcastGroup(IEnumerable<string> paths, string routerDispatcher) : base(paths, routerDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new BroadcastRoutingLogic());

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public Group WithDispatcher(string dispatcher) => new BroadcastGroup(InternalPaths, dispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);
}
