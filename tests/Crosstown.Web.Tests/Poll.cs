namespace Crosstown.Web.Tests;

/// <summary>For what has no event: looks again until it is so, up to the deadline.</summary>
internal static class Poll
{
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        using var deadline = new CancellationTokenSource(TestApp.Deadline);
        while (!condition())
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
