namespace Akka.Dispatch.SysMsg;

public sealed class NoMessage : SystemMessage
{
    public override string ToString() => "<NoMessage>";
}
