using System.Collections.Concurrent;

namespace Crosstown.Actors.Tests.Handlers;

internal sealed class Dialer(ConcurrentQueue<string> dialled) : IDialer
{
    public async Task DialAsync(string what, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Assert.True(cancellationToken.CanBeCanceled);
        dialled.Enqueue(what);
    }
}
