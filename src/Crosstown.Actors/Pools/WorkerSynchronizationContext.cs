using Akka.Dispatch;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Brings the continuation of a plain <c>await</c> back to the worker's dispatcher: to a thread of the pool, or to the one thread of a lane. If no such thread is free soon,
/// because all of them are blocked, perhaps waiting for this very continuation, .NET's thread pool runs it.
/// </summary>
internal sealed class WorkerSynchronizationContext(MessageDispatcher dispatcher, LateContinuations late, ILogger log, string pool) : SynchronizationContext
{
    /// <summary>
    /// Set when a continuation was moved to .NET's thread pool, cleared when a thread of the dispatcher runs one. While it is set, continuations are offered to both at once, so
    /// that code with many awaits is not delayed at each. A benign race: a stale value delays one continuation, or lets it run off the dispatcher's threads.
    /// </summary>
    private bool _hasNoFreeThread;

    public override void Post(SendOrPostCallback d, object? state)
    {
        var continuation = new Continuation(this, d, state);
        try
        {
            dispatcher.Schedule(continuation);
        }
        catch (Exception)
        {
            // The dispatcher has been shut down. The code that awaits must go on all the same, on .NET's thread pool.
            continuation.QueueToThreadPool();
            return;
        }

        if (Volatile.Read(ref _hasNoFreeThread))
            continuation.QueueToThreadPool();
        else
            late.Add(continuation);
    }

    /// <summary>Not supported: the caller would block for a thread that may be its own.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("The synchronization context of a deferral supports Post only, because Send could block the very thread that it waits for.");

    public override SynchronizationContext CreateCopy() => this;

    public void ReportFreeThread()
    {
        if (Volatile.Read(ref _hasNoFreeThread))
            Volatile.Write(ref _hasNoFreeThread, false);
    }

    public void ReportNoFreeThread() => Volatile.Write(ref _hasNoFreeThread, true);

    public void Run(SendOrPostCallback callback, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        catch (Exception e)
        {
            // The continuation of an await never throws here. An async void method that the deferral called does, or a callback that it posted itself.
            Log.ContinuationThrew(log, pool, e);
        }
        finally
        {
            SetSynchronizationContext(before);
            EmptyExecutionContext.Restore();
        }
    }
}
