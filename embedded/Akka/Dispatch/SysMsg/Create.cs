namespace Akka.Dispatch.SysMsg;

public sealed class Create(ActorInitializationException failure = null) : SystemMessage
{
    public ActorInitializationException Failure { get; } = failure;
    public override bool Equals(object obj) => obj is Create other && Equals(Failure, other.Failure);
    public override int GetHashCode() => Failure?.GetHashCode() ?? 0;
    public override string ToString() => "<Create>" + (Failure == null ? "" : $" (failure: {Failure})");
}
