namespace Akka.Actor;

public class LocalScope : Scope, ISurrogated
{
    private LocalScope()
    {
    }

    public static LocalScope Instance { get; } = new();

    public override Scope WithFallback(Scope other) => this;

    public override Scope Copy() => this;

    public ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);
}
