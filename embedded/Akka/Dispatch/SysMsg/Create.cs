namespace Akka.Dispatch.SysMsg;

public sealed class Create : SystemMessage
{
    public ActorInitializationException Failure { get => throw new NotImplementedException(); }
    public Create(ActorInitializationException failure = null) { }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
}
