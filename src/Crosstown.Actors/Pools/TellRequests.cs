namespace Crosstown.Actors.Pools;

/// <summary>The requests to one worker that it has neither taken nor refused, so that none waits for a worker that has stopped. Thread-safe.</summary>
internal sealed class TellRequests
{
    private readonly Lock _lock = new();
    private readonly HashSet<TellChild> _open = [];

    /// <summary>The exception of all requests that come once the worker has stopped; null before.</summary>
    private Exception? _refusal;

    /// <summary>Throws if the worker has stopped.</summary>
    public void Add(TellChild request)
    {
        lock (_lock)
        {
            if (_refusal is not null)
                throw _refusal;
            _open.Add(request);
        }
    }

    /// <summary>False for a request to the worker before this one, which a restart has replaced.</summary>
    public bool TryTake(TellChild request)
    {
        lock (_lock)
            return _open.Remove(request);
    }

    /// <summary>Called when the worker has stopped. Fails all open requests and all later ones.</summary>
    public void Refuse(Exception refusal)
    {
        TellChild[] refused;
        lock (_lock)
        {
            _refusal = refusal;
            refused = [.. _open];
            _open.Clear();
        }

        foreach (var request in refused)
            request.Fail(refusal);
    }
}
