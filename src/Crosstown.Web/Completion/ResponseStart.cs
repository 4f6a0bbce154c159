using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Completion;

/// <summary>Waits for a response whose head is about to be written: the server has no event for it.</summary>
internal static class ResponseStart
{
    private const int Hops = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Always leaves the caller's thread. Ends after a second at the latest: a response that never starts has a connection that is gone.</summary>
    public static async Task WaitAsync(IHttpResponseFeature response, TimeProvider clock)
    {
        var since = clock.GetTimestamp();
        var hops = 0;
        do
        {
            if (hops++ < Hops)
                await Task.Yield();
            else
                await Task.Delay(Pause, clock);
        }
        while (!response.HasStarted && clock.GetElapsedTime(since) < Limit);
    }
}
