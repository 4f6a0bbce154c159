namespace Crosstown.Actors.Tests.Harness;

/// <summary>Polls, for what no event tells.</summary>
internal static class Eventually
{
    public static async Task True(Func<bool> condition, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < Stress.Patience, $"never came true: {what}");
            await Task.Yield();
            await Task.Delay(1);
        }
    }
}
