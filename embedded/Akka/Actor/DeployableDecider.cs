namespace Akka.Actor;

/// <summary>A table: the first row whose type the exception is, in the order given, else the default.</summary>
public class DeployableDecider : IDecider, IEquatable<DeployableDecider>
{
    protected DeployableDecider()
    {
    }

    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) : this(defaultDirective, pairs.ToArray())
    {
    }

    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs)
    {
        DefaultDirective = defaultDirective;
        Pairs = pairs;
    }

    public Directive DefaultDirective { get; }
    public KeyValuePair<Type, Directive>[] Pairs { get; } = [];

    public Directive Decide(Exception cause)
    {
        foreach (var (type, directive) in Pairs)
        {
            if (type.IsInstanceOfType(cause))
                return directive;
        }
        return DefaultDirective;
    }

    public bool Equals(DeployableDecider other) =>
        other != null && DefaultDirective == other.DefaultDirective && Pairs.AsSpan().SequenceEqual(other.Pairs);

    public override bool Equals(object obj) => obj is DeployableDecider other && other.GetType() == GetType() && Equals(other);

    public override int GetHashCode() => HashCode.Combine(DefaultDirective, Pairs.Length);
}
