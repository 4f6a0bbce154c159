namespace Akka.Actor;

public class LocalScope : Scope, ISurrogated
{
    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public override Scope Copy() => throw new NotImplementedException();
    public override Scope WithFallback(Scope other) => throw new NotImplementedException();
    public static LocalScope Instance { get => throw new NotImplementedException(); }
    internal LocalScope() { }
}
