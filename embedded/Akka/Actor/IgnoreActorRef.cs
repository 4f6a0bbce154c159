namespace Akka.Actor;

internal sealed class IgnoreActorRef(IActorRefProvider provider) : MinimalActorRef
{
    public override ActorPath Path { get; } = provider.RootPath / "ignore";
    public override IActorRefProvider Provider => provider;
}
