namespace Akka.Dispatch.SysMsg;

public sealed class Escalate : SystemMessage
{
    public Escalate(Exception reason) { }
    public Exception Reason { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
}
