namespace Akka.Dispatch;

public class ActorTaskScheduler : TaskScheduler
{
    protected override IEnumerable<Task> GetScheduledTasks() => throw new NotImplementedException();
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => throw new NotImplementedException();
    protected override void QueueTask(Task task) => throw new NotImplementedException();
    protected virtual void OnAfterTaskCompleted() => throw new NotImplementedException();
    protected virtual void OnBeforeTaskStarted() => throw new NotImplementedException();
    public object CurrentMessage { get => throw new NotImplementedException(); }
    public override int MaximumConcurrencyLevel { get => throw new NotImplementedException(); }
    public static void RunTask(Action action) => throw new NotImplementedException();
    public static void RunTask(Func<Task> asyncAction) => throw new NotImplementedException();
    internal ActorTaskScheduler() { }
}
