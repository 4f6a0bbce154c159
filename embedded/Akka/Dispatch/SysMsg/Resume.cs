namespace Akka.Dispatch.SysMsg;

public sealed class Resume : SystemMessage
{
    public Exception CausedByFailure { get => throw new NotImplementedException(); set { } }
    public Resume(Exception causedByFailure) { }
    public override string ToString() => throw new NotImplementedException();
}
