namespace Akka.Dispatch.SysMsg;

public sealed class Recreate : SystemMessage
{
    public Exception Cause { get => throw new NotImplementedException(); }
    public Recreate(Exception cause) { }
    public override string ToString() => throw new NotImplementedException();
}
