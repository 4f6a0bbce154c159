namespace Akka.Dispatch.SysMsg;

public sealed class RegisterTerminationHook
{
    private RegisterTerminationHook()
    {
    }

    public static RegisterTerminationHook Instance { get; } = new();
    public override string ToString() => "<RegisterTerminationHook>";
}
