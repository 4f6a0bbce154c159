using System.Collections.Concurrent;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;

namespace Crosstown.Actors.Pools;

/// <summary>The worker of one dedicated thread.</summary>
internal sealed class LaneWorker(TrafficSystem system, SameThreadLane lane) : TrafficWorker(system, lane.Activity)
{
    /// <summary>The kinds that were warned about; shared by all lanes of the host.</summary>
    private readonly ConcurrentDictionary<string, bool> _warned = system.LeftTheirThread;

    private int _thread;

    protected override void Entering(Deferral deferral)
    {
        _thread = Environment.CurrentManagedThreadId;
        if (!deferral.IsBare)
            DeferralRun.OnLane.Value = deferral;
    }

    protected override void Left(Deferral deferral, DeferralRun? run) => lane.Leave();

    protected override void Observe(Deferral deferral, Task task)
    {
        var kind = deferral.Kind;
        // On the thread that completes it, which is the lane's own if every await came back.
        task.ContinueWith(
            _ =>
            {
                if (Environment.CurrentManagedThreadId != _thread && _warned.TryAdd(kind, true))
                    Log.LeftItsThread(TrafficSystem.Log, kind);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
