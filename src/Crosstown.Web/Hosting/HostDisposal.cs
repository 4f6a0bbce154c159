using Crosstown.Actors.Runtime;

namespace Crosstown.Web.Hosting;

/// <summary>
/// Ends Crosstown where the host is disposed of without a stop: admission closes, what has not started is abandoned, what runs is cancelled, and Crosstown's own actor
/// system ends; all that within a short, fixed time. After a stop there is nothing to do. Made last of all at the start, so that the container disposes of it first.
/// </summary>
internal sealed class HostDisposal(CrosstownRuntime system, OwnActorSystem own) : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private bool _begun;

    public bool HasBegun => Volatile.Read(ref _begun);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _begun, true))
            return;
        if (system.IsStarted)
            await system.Drain.AbandonAsync("the host was disposed of without a stop").ConfigureAwait(false);
        await own.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Whoever calls this has no other way to wait. On the pool, so that no context of the caller's is needed to go on.</summary>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).Wait(Longest);
}
