namespace Akka.Dispatch.SysMsg;

public sealed class Suspend : SystemMessage
{
    public Suspend() { }
    public override string ToString() => throw new NotImplementedException();
}
