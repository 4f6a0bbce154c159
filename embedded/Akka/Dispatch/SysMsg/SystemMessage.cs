namespace Akka.Dispatch.SysMsg;

public abstract class SystemMessage : ISystemMessage
{
    protected SystemMessage() { }
    public bool Unlinked { get => throw new NotImplementedException(); }
    public void Unlink() => throw new NotImplementedException();
}
