using Akka.Dispatch;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Brings a plain <c>await</c> of a deferral back to its worker's dispatcher: a thread of the pool, or the one thread of a lane. Where none of those is free soon, because
/// they wait for what is posted or for something else, .NET's thread pool runs it.
/// </summary>
/// <param name="dispatcher">The worker's.</param>
/// <param name="keepsThread">It has one thread, and what is posted leaves that only where the thread has been inside this worker's code for as long: there alone it can wait for what is posted. A machine that is slow is no reason.</param>
/// <param name="late">Where what was posted is looked after.</param>
/// <param name="log">For what is thrown.</param>
/// <param name="place">The worker's name.</param>
internal sealed class WorkerSynchronizationContext(MessageDispatcher dispatcher, bool keepsThread, LateContinuations late, ILogger log, string place) : SynchronizationContext
{
    /// <summary>Where the worker has one thread: since when that is inside its code, by Environment.TickCount64; 0 while it is not. Written by that thread alone.</summary>
    private long _occupiedSince;

    /// <summary>The worker has stopped, and its thread may have with it.</summary>
    private bool _hasStopped;

    /// <summary>
    /// A continuation was handed over, and no thread of the dispatcher has come to one since: those posted meanwhile are offered to both at once, so that code of many
    /// awaits that is waited for does not wait for each. A benign race: too late a look costs one continuation its patience, or a place on the worker's own thread.
    /// </summary>
    private bool _hasNoThread;

    public override void Post(SendOrPostCallback d, object? state)
    {
        var continuation = new Continuation(this, d, state);
        try
        {
            dispatcher.Schedule(continuation);
        }
        catch (Exception)
        {
            // A dispatcher that has been shut down takes nothing more; the code that waits for this is to go on all the same.
            continuation.Queue();
            return;
        }

        if (Volatile.Read(ref _hasNoThread) && (!keepsThread || Volatile.Read(ref _occupiedSince) > 0))
            continuation.Queue();
        else
            late.Add(continuation);
    }

    /// <summary>Would block the caller for a thread that may be its own.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("A deferral's thread can be posted to, not sent to.");

    public override SynchronizationContext CreateCopy() => this;

    public void HasThread()
    {
        if (Volatile.Read(ref _hasNoThread))
            Volatile.Write(ref _hasNoThread, false);
    }

    /// <summary>The caller is a thread of the dispatcher and enters the worker's code.</summary>
    public void Occupy()
    {
        if (keepsThread)
            Volatile.Write(ref _occupiedSince, Environment.TickCount64);
    }

    public void Vacate()
    {
        if (keepsThread)
            Volatile.Write(ref _occupiedSince, 0);
    }

    public void Stop() => Volatile.Write(ref _hasStopped, true);

    /// <summary>Whether what was posted, and is late, may run elsewhere. A benign race: a thread that becomes free in between finds it taken, or takes it first.</summary>
    public bool TryGiveUpThread()
    {
        if (keepsThread && !Volatile.Read(ref _hasStopped)
            && (Volatile.Read(ref _occupiedSince) is not (> 0 and var since) || Environment.TickCount64 - since < LateContinuations.Patience))
        {
            return false;
        }

        Volatile.Write(ref _hasNoThread, true);
        return true;
    }

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
            // An await never throws here: only an async void that the deferral started, or a callback posted by hand.
            Log.ContinuationThrew(log, place, e);
        }
        finally
        {
            SetSynchronizationContext(before);
            EmptyExecutionContext.Restore();
        }
    }
}
