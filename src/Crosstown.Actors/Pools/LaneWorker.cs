using System.Collections.Concurrent;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>The worker of one same-thread lane. Warns about deferrals that leave the lane's thread.</summary>
internal sealed class LaneWorker(WorkerParts parts, Lane lane, ConcurrentDictionary<string, bool> warned, FilterPipeline? filters)
    : DeferralWorker(parts, lane.Activity, keepsThread: true, filters)
{
    private int _thread;

    protected override void Entering(Deferral deferral)
    {
        _thread = Environment.CurrentManagedThreadId;
        EndlessWait.RunsOnLane.Value = deferral;
    }

    protected override void Observe(Deferral deferral, Task task)
    {
        var kind = deferral.Kind;
        // Runs on the thread that completes the task: the lane's own if every await returned to it.
        task.ContinueWith(
            _ =>
            {
                if (Environment.CurrentManagedThreadId != _thread && warned.TryAdd(kind, true))
                    Log.LeftItsThread(Parts.Log, kind);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
