namespace Akka.Actor;

public class DeployableDecider : IDecider, IEquatable<DeployableDecider>
{
    protected DeployableDecider() { }
    public Directive Decide(Exception cause) => throw new NotImplementedException();
    public Directive DefaultDirective { get => throw new NotImplementedException(); }
    public DeployableDecider(Directive defaultDirective, IEnumerable<KeyValuePair<Type, Directive>> pairs) { }
    public DeployableDecider(Directive defaultDirective, params KeyValuePair<Type, Directive>[] pairs) { }
    public KeyValuePair<Type, Directive>[] Pairs { get => throw new NotImplementedException(); }
    public bool Equals(DeployableDecider other) => throw new NotImplementedException();
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
}
