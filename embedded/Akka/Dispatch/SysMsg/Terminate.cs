namespace Akka.Dispatch.SysMsg;

public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    public override string ToString() => "<Terminate>";
}
