namespace Akka.Actor;

public abstract class Scope : IEquatable<Scope>
{
    public static readonly LocalScope Local = LocalScope.Instance;

    public abstract Scope WithFallback(Scope other);

    public abstract Scope Copy();

    public virtual bool Equals(Scope other) => other != null && other.GetType() == GetType();
}

internal sealed class NoScope : Scope
{
    internal static readonly NoScope Instance = new();

    private NoScope()
    {
    }

    public override Scope WithFallback(Scope other) => other;

    public override Scope Copy() => this;
}
