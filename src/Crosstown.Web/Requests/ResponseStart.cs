using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

/// <summary>Waits for a response whose head is about to be written. It polls, because the server has no event for that.</summary>
internal static class ResponseStart
{
    private const int MaxYields = 100;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    /// <summary>Always continues on another thread than the caller's. Gives up after one second: a response that has not started by then has lost its connection.</summary>
    public static async Task WaitAsync(IHttpResponseFeature response)
    {
        var since = TimeProvider.System.GetTimestamp();
        var yields = 0;
        do
        {
            if (yields++ < MaxYields)
                await Task.Yield();
            else
                await Task.Delay(PollInterval);
        }
        while (!response.HasStarted && TimeProvider.System.GetElapsedTime(since) < MaxWait);
    }
}
