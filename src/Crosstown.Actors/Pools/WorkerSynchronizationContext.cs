using Akka.Dispatch;

namespace Crosstown.Actors.Pools;

/// <summary>Brings a plain <c>await</c> of a deferral back to its routee's dispatcher: a thread of the pool, or the one thread of a lane.</summary>
internal sealed class WorkerSynchronizationContext(MessageDispatcher dispatcher, ILogger log, string place) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => dispatcher.Schedule(new Callback(this, d, state));

    /// <summary>Would block the caller for a thread that may be its own.</summary>
    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("A deferral's thread can be posted to, not sent to.");

    public override SynchronizationContext CreateCopy() => this;

    private sealed class Callback(WorkerSynchronizationContext context, SendOrPostCallback callback, object? state) : IRunnable
    {
        public void Run()
        {
            var before = Current;
            SetSynchronizationContext(context);
            try
            {
                callback(state);
            }
            catch (Exception e)
            {
                // An await never throws here: only an async void that the deferral started, or a callback posted by hand.
                context.Report(e);
            }
            finally
            {
                SetSynchronizationContext(before);
                CleanContext.Restore();
            }
        }

        public void Execute() => Run();
    }

    private void Report(Exception exception) => Log.ContinuationThrew(log, place, exception);
}
