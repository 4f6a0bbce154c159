using Akka.Dispatch;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Brings the continuation of a plain <c>await</c> back to the worker's dispatcher: to a thread of the pool, or to the one thread of a lane. If no such thread is free soon,
/// because all of them are blocked, perhaps waiting for this very continuation, .NET's thread pool runs it.
/// </summary>
/// <param name="dispatcher">The worker's.</param>
/// <param name="keepsThread">Whether the dispatcher has one thread only. A continuation then leaves it only if the thread has been inside this worker's code for as long as makes it late, and is blocked there: only such a thread can be waiting for it. A slow machine is no reason.</param>
/// <param name="late">Moves late continuations to .NET's thread pool.</param>
/// <param name="log">Where a throwing callback is logged.</param>
/// <param name="pool">The name of the pool or lane.</param>
internal sealed class WorkerSynchronizationContext(MessageDispatcher dispatcher, bool keepsThread, LateContinuations late, ILogger log, string pool) : SynchronizationContext
{
    /// <summary>If the dispatcher has one thread: the Environment.TickCount64 at which it entered the worker's code; 0 while it is outside. Written by that thread only.</summary>
    private long _occupiedSince;

    /// <summary>If the dispatcher has one thread: that thread. Written before <see cref="_occupiedSince"/>.</summary>
    private Thread? _thread;

    /// <summary>The worker has stopped, and its thread may have with it.</summary>
    private volatile bool _hasStopped;

    /// <summary>
    /// Set when a continuation was moved to .NET's thread pool, cleared when a thread of the dispatcher runs one. While it is set, continuations are offered to both at once, so
    /// that code with many awaits is not delayed at each. A benign race: a stale value delays one continuation, or lets it run off the dispatcher's threads.
    /// </summary>
    private volatile bool _hasNoFreeThread;

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

        if (_hasNoFreeThread && (!keepsThread || Volatile.Read(ref _occupiedSince) > 0))
            continuation.QueueToThreadPool();
        else
            late.Add(continuation);
    }

    /// <summary>Not supported: the caller would block for a thread that may be its own.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("The synchronization context of a deferral supports Post only, because Send could block the very thread that it waits for.");

    public override SynchronizationContext CreateCopy() => this;

    public void ReportFreeThread()
    {
        if (_hasNoFreeThread)
            _hasNoFreeThread = false;
    }

    /// <summary>Called on a thread of the dispatcher before it enters the worker's code.</summary>
    public void Occupy()
    {
        if (!keepsThread)
            return;
        _thread = Thread.CurrentThread;
        Volatile.Write(ref _occupiedSince, Environment.TickCount64);
    }

    /// <summary>Called when the thread has left that code.</summary>
    public void Vacate()
    {
        if (keepsThread)
            Volatile.Write(ref _occupiedSince, 0);
    }

    public void Stop() => _hasStopped = true;

    /// <summary>Whether a late continuation may run off the dispatcher's threads. A benign race: a thread that becomes free meanwhile takes it first, or finds it taken.</summary>
    public bool TryLeaveDispatcher()
    {
        if (keepsThread && !_hasStopped && !IsThreadBlocked())
            return false;
        _hasNoFreeThread = true;
        return true;
    }

    /// <summary>Whether the one thread has been inside the worker's code for as long as makes a continuation late, and waits there. One that merely waits for a processor does not.</summary>
    private bool IsThreadBlocked() =>
        Volatile.Read(ref _occupiedSince) is > 0 and var since && Environment.TickCount64 - since >= LateContinuations.LateAfterMilliseconds
        && (_thread!.ThreadState & ThreadState.WaitSleepJoin) != 0;

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
