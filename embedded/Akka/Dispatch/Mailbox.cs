namespace Akka.Dispatch;

public class Mailbox : IRunnable
{
    public MessageDispatcher Dispatcher { get => throw new NotImplementedException(); }
    public IMessageQueue MessageQueue { get => throw new NotImplementedException(); }
    public Mailbox(IMessageQueue messageQueue) { }
    public static void DebugPrint(string message, params object[] args) => throw new NotImplementedException();
    public virtual void CleanUp() => throw new NotImplementedException();
    public virtual void SetActor(ActorCell actorCell) => throw new NotImplementedException();
    public void Execute() => throw new NotImplementedException();
    public void Run() => throw new NotImplementedException();
}
