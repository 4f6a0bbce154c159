using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors.Pools;

/// <summary>Counts the deferrals whose code still runs although their worker has gone on to others. Thread-safe.</summary>
internal sealed class DetachedRuns(CrosstownLogger log)
{
    private volatile int _count;

    public int Count => _count;

    public void Began() => Interlocked.Increment(ref _count);

    public void Ended() => Interlocked.Decrement(ref _count);

    public void Report(Deferral deferral)
    {
        var site = deferral.DeferredAt;
        Log.RunDetached(log, deferral.Id, deferral.Kind, deferral.Endpoint ?? "no request", deferral.Pool, deferral.Reason, site.File, site.Line);
    }
}
