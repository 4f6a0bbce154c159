namespace Akka.Dispatch.SysMsg;

public sealed class Suspend : SystemMessage
{
    public override string ToString() => "<Suspend>";
}
