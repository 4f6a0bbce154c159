namespace Akka.Dispatch.SysMsg;

public sealed class TerminationHookDone
{
    private TerminationHookDone()
    {
    }

    public static TerminationHookDone Instance { get; } = new();
    public override string ToString() => "<TerminationHookDone>";
}
