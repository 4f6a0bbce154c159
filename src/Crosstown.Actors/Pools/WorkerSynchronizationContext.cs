using Akka.Dispatch;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Brings a plain <c>await</c> of a deferral back to its worker's dispatcher: a thread of the pool, or the one thread of a lane. Where none of those is free soon, because
/// they wait for what is posted or for something else, .NET's thread pool runs it.
/// </summary>
internal sealed class WorkerSynchronizationContext(MessageDispatcher dispatcher, LateContinuations late, ILogger log, string place) : SynchronizationContext
{
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

        if (Volatile.Read(ref _hasNoThread))
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

    public void HasNoThread() => Volatile.Write(ref _hasNoThread, true);

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
