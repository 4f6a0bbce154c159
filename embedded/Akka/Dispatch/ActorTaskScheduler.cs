using System.Runtime.ExceptionServices;

namespace Akka.Dispatch;

/// <summary>Runs tasks where an actor's messages run: each continuation is a system message of the actor, so it has the actor's thread to
/// itself and sees its context.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;
    /// <summary>The message that the running task belongs to. User messages wait for the task, so there is one at most.</summary>
    private object _message;
    private IActorRef _sender;
    /// <summary>Tasks that are not done: more than one when a task starts another.</summary>
    private int _pending;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    public object CurrentMessage => _message;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Runs the action as part of the current message.</summary>
    /// <exception cref="InvalidOperationException">The caller does not run in an actor.</exception>
    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Starts the task as part of the current message, which ends when the task does: until then user messages wait, and a failure
    /// of the task is the actor's.</summary>
    /// <exception cref="InvalidOperationException">The caller does not run in an actor.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = InternalCurrentActorCellKeeper.Current
            ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.TaskScheduler.Start(asyncAction);
    }

    internal void Execute(Task task)
    {
        _cell.SetCurrentMessage(_message, _sender);
        // The context of whoever completed what the task awaited must not follow it here.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            OnBeforeTaskStarted();
            TryExecuteTask(task);
            OnAfterTaskCompleted();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    protected virtual void OnBeforeTaskStarted()
    {
    }

    protected virtual void OnAfterTaskCompleted()
    {
    }

    protected override IEnumerable<Task> GetScheduledTasks() => null;

    protected override void QueueTask(Task task) => _cell.SendSystemMessage(new ActorTask(task));

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        // Queued, it comes as a message anyway; and only the actor's own thread may take it early.
        if (taskWasPreviouslyQueued || !ReferenceEquals(InternalCurrentActorCellKeeper.Current, _cell))
            return false;
        return TryExecuteTask(task);
    }

    private void Start(Func<Task> asyncAction)
    {
        var (outerMessage, outerSender) = (_message, _sender);
        (_message, _sender) = (_cell.CurrentMessage, _cell.SenderOrNull);
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        Task running;
        try
        {
            OnBeforeTaskStarted();
            var start = new Task<Task>(asyncAction);
            start.RunSynchronously(this);
            running = start.GetAwaiter().GetResult() ?? Task.CompletedTask;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
        if (running.IsCompleted)
        {
            (_message, _sender) = (outerMessage, outerSender);
            OnAfterTaskCompleted();
            Rethrow(running);
            return;
        }
        _cell.Mailbox.SuspendForTask();
        _pending++;
        // At once when its last step runs here: a stop that the handler asked for stands in the queue already, and would come before a message.
        running.ContinueWith(Finish, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, this);
    }

    private void Finish(Task task)
    {
        _cell.Mailbox.ResumeAfterTask();
        var influences = _message is not INotInfluenceReceiveTimeout;
        try
        {
            Rethrow(task);
        }
        catch (Exception e)
        {
            _cell.TaskFailed(e);
            return;
        }
        finally
        {
            if (--_pending == 0)
                (_message, _sender) = (null, null);
        }
        _cell.CheckReceiveTimeout(reschedule: influences);
    }

    private static void Rethrow(Task task)
    {
        if (task.IsFaulted)
            ExceptionDispatchInfo.Throw(task.Exception.InnerExceptions.Count == 1 ? task.Exception.InnerException : task.Exception);
        if (task.IsCanceled)
            throw new TaskCanceledException(task);
    }
}
