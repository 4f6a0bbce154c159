namespace Akka.Dispatch.SysMsg;

public sealed class TerminationHook
{
    public override string ToString() => throw new NotImplementedException();
    public static TerminationHook Instance { get => throw new NotImplementedException(); }
    internal TerminationHook() { }
}
