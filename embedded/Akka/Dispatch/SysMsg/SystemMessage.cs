namespace Akka.Dispatch.SysMsg;

public abstract class SystemMessage : ISystemMessage
{
    /// <summary>The mailbox's link. A system message is in at most one mailbox, so each send needs an instance of its own.</summary>
    internal SystemMessage Next;

    public bool Unlinked => Next == null;
    public void Unlink() => Next = null;
}
