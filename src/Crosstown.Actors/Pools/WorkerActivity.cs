using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Pools;

/// <summary>The activity of one worker, read by other threads. Only the worker writes, without a fence or an interlocked operation, so a deferral costs next to nothing more.</summary>
internal sealed class WorkerActivity(WorkerMessageQueue queue)
{
    private volatile Deferral? _running;
    private long _stepCount;

    /// <summary>The deferral that the worker has begun and not left; null between deferrals. A reader may still see one that was just left.</summary>
    public Deferral? Running => _running;

    /// <summary>Increases with each deferral that the worker begins or leaves, also one that it skips because it has its fate.</summary>
    public long StepCount => Volatile.Read(ref _stepCount);

    /// <summary>The deferral that has waited longest in the worker's mailbox; null without one.</summary>
    public Deferral? Oldest => (queue.Oldest as DeferralEnvelope)?.Deferral;

    /// <summary>The number of deferrals waiting in the worker's mailbox.</summary>
    public int Waiting => queue.Waiting;

    public void Begin(Deferral deferral)
    {
        _stepCount++;
        _running = deferral;
    }

    public void End()
    {
        _stepCount++;
        _running = null;
    }
}
