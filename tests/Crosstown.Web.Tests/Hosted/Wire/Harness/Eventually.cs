namespace Crosstown.Web.Tests.Hosted.Wire.Harness;

/// <summary>Polls with a deadline, where there is no event to wait for.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, int seconds = 8)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            if (deadline.IsCancellationRequested)
                throw new TimeoutException("It did not become true in time.");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
