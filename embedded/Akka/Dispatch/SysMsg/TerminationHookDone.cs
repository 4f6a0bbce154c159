namespace Akka.Dispatch.SysMsg;

public sealed class TerminationHookDone
{
    public override string ToString() => throw new NotImplementedException();
    public static TerminationHookDone Instance { get => throw new NotImplementedException(); }
    internal TerminationHookDone() { }
}
