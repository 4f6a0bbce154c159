using System.Runtime.CompilerServices;

namespace Crosstown.Tests.Harness;

/// <summary>Polls with a deadline, where there is no event to wait for.</summary>
internal static class Eventually
{
    /// <param name="condition">It is asked until it is true.</param>
    /// <param name="what">What is waited for, in the words of the failure.</param>
    public static async Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Stress.Patience)
                throw new TimeoutException($"never came true: {what}");
            await Task.Delay(1);
        }
    }
}
