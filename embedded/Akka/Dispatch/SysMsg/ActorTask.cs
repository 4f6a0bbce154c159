namespace Akka.Dispatch.SysMsg;

public sealed class ActorTask : SystemMessage
{
    public ActorTask(Task task) { }
    public Task Task { get => throw new NotImplementedException(); }
}
