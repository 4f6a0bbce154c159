namespace Akka.Dispatch.SysMsg;

public sealed class NoMessage : SystemMessage
{
    public NoMessage() { }
    public override string ToString() => throw new NotImplementedException();
}
