namespace Akka.Actor;

public abstract class Scope : IEquatable<Scope>
{
    protected Scope() { }
    public abstract Scope Copy();
    public abstract Scope WithFallback(Scope other);
    public static readonly LocalScope Local = default;
    public virtual bool Equals(Scope other) => throw new NotImplementedException();
}
