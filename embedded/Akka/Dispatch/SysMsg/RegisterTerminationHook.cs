namespace Akka.Dispatch.SysMsg;

public sealed class RegisterTerminationHook
{
    public override string ToString() => throw new NotImplementedException();
    public static RegisterTerminationHook Instance { get => throw new NotImplementedException(); }
    internal RegisterTerminationHook() { }
}
