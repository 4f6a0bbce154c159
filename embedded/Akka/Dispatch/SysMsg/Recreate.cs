namespace Akka.Dispatch.SysMsg;

public sealed class Recreate(Exception cause) : SystemMessage
{
    public Exception Cause { get; } = cause;
    public override string ToString() => $"<Recreate> (cause: {Cause})";
}
