namespace Akka.Dispatch.SysMsg;

public sealed class ActorTask(Task task) : SystemMessage
{
    public Task Task { get; } = task;
}
