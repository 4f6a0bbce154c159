namespace Akka.Dispatch.SysMsg;

public sealed class Escalate(Exception reason) : SystemMessage
{
    public Exception Reason { get; } = reason;
    public override string ToString() => $"<Escalate> (reason: {Reason})";
}
