namespace Akka.Dispatch.SysMsg;

public sealed class TerminationHook
{
    private TerminationHook()
    {
    }

    public static TerminationHook Instance { get; } = new();
    public override string ToString() => "<TerminationHook>";
}
