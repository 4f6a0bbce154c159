namespace Akka.Dispatch.SysMsg;

public sealed class Stop : SystemMessage
{
    public Stop() { }
    public override string ToString() => throw new NotImplementedException();
}
