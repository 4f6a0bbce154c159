namespace Akka.Routing;

/// <summary>A router over actors that live elsewhere, found by path at each message; it neither starts nor supervises nor watches them.</summary>
public abstract class Group : RouterConfig, IEquatable<Group>
{
    protected readonly string[] InternalPaths;

    protected Group(IEnumerable<string> paths, string routerDispatcher) : base(routerDispatcher) => InternalPaths = paths?.ToArray() ?? [];

    public abstract IEnumerable<string> GetPaths(ActorSystem system);

    public override ActorBase CreateRouterActor() => new RouterActor();

    public Props Props() => Akka.Actor.Props.Empty.WithRouter(this);

    public bool Equals(Group other) => Equals((object)other);

    public override bool Equals(object obj) => base.Equals(obj);

    public override int GetHashCode() => HashCode.Combine(GetType(), RouterDispatcher, InternalPaths.Length);

    internal override bool IsSameAs(RouterConfig other) => other is Group group && InternalPaths.SequenceEqual(group.InternalPaths);

    internal static Routee RouteeFor(string path, IActorContext context) => new ActorSelectionRoutee(context.ActorSelection(path));

    internal static IList<string> PathsFrom(Config config) => config.GetStringList("routees.paths");
}
