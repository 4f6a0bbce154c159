namespace Akka.Actor;

public sealed class Nobody : MinimalActorRef
{
    public static Nobody Instance = new();

    private static readonly ActorPath NobodyPath = new RootActorPath(Address.AllSystems, "/Nobody");

    private Nobody()
    {
    }

    public override ActorPath Path => NobodyPath;

    public override IActorRefProvider Provider =>
        throw new NotSupportedException("Nobody does not provide");
}
