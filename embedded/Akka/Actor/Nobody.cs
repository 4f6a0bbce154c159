namespace Akka.Actor;

public sealed class Nobody : MinimalActorRef
{
    public override ActorPath Path { get => throw new NotImplementedException(); }
    public override IActorRefProvider Provider { get => throw new NotImplementedException(); }
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public static Nobody Instance = default;
    internal Nobody() { }
}
