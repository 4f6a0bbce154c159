namespace Akka.Routing;

/// <summary>Each message goes to a path picked at random.</summary>
public sealed class RandomGroup : Group
{
    public RandomGroup(Config config) : this(PathsFrom(config))
    {
    }

    public RandomGroup(params string[] paths) : this((IEnumerable<string>)paths)
    {
    }

    public RandomGroup(IEnumerable<string> paths) : this(paths, Dispatchers.DefaultDispatcherId)
    {
    }

    public RandomGroup(IEnumerable<string> paths, string routerDispatcher) : base(paths, routerDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic());

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public RandomGroup WithDispatcher(string dispatcher) => new RandomGroup(InternalPaths, dispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw NotSerializable(this);
}
