namespace Akka.Dispatch.SysMsg;

public sealed class Stop : SystemMessage
{
    public override string ToString() => "<Stop>";
}
