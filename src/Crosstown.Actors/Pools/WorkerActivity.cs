namespace Crosstown.Actors.Pools;

/// <summary>What one worker does, for a watcher on another thread: written by the worker alone, with plain writes, so that a deferral pays next to nothing for it.</summary>
internal sealed class WorkerActivity(WorkerMessageQueue queue)
{
    private Deferral? _running;
    private long _moves;

    /// <summary>The deferral that the worker has begun and not left; null between deferrals. It may be one that has just been left.</summary>
    public Deferral? Running => Volatile.Read(ref _running);

    /// <summary>Grows with each deferral begun, left or passed over.</summary>
    public long Moves => Volatile.Read(ref _moves);

    /// <summary>Deferrals in its mailbox that it has not come to.</summary>
    public int Waiting => queue.Waiting;

    public void Enter(Deferral deferral)
    {
        _moves++;
        _running = deferral;
    }

    public void Leave()
    {
        _moves++;
        _running = null;
    }
}
