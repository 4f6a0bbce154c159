namespace Akka.Actor;

public static class ActorRefFactoryShared
{
    public static ActorSelection ActorSelection(ActorPath actorPath, ActorSystem system) =>
        new(ProviderOf(system).RootGuardianAt(actorPath.Address), actorPath.Elements);

    /// <param name="path">A full path (<c>akka://system/user/a</c>), an absolute one (<c>/user/a</c>), or one relative to <paramref name="lookupRoot"/>.</param>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.StartsWith('/'))
            return new ActorSelection(ProviderOf(system).RootGuardian, path);

        var authority = path.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
            return new ActorSelection(lookupRoot, path);

        var slash = path.IndexOf('/', authority + 3);
        var address = Address.Parse(slash < 0 ? path : path[..slash]);
        return new ActorSelection(ProviderOf(system).RootGuardianAt(address), slash < 0 ? "" : path[slash..]);
    }

    public static ActorSelection ActorSelection(IActorRef anchorActorRef, string path) => new(anchorActorRef, path);

    private static IActorRefProvider ProviderOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider;
}
