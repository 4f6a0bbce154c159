using System.Globalization;

namespace Crosstown.Tests.Harness;

/// <summary>Races: threads of their own, many rounds, scaled by CROSSTOWN_STRESS_SCALE (1 by default).</summary>
internal static class Stress
{
    private static readonly double Scale = double.TryParse(
        Environment.GetEnvironmentVariable("CROSSTOWN_STRESS_SCALE"), CultureInfo.InvariantCulture, out var scale) ? scale : 1;

    /// <summary>Far longer than anything takes that is not stuck, and short enough that a run with many failures still ends soon.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(15 * Math.Max(1, Scale));

    public static int Scaled(int rounds) => Math.Max(1, (int)(rounds * Scale));

    /// <summary>
    /// Threads of their own, and none of the thread pool's waits for them: a test that keeps one of its few starves the actors that it tests, and what they
    /// have not done piles up.
    /// </summary>
    public static Task OnThreadsAsync(int count, Action<int> body) => Task.WhenAll(Enumerable.Range(0, count).Select(number =>
        Task.Factory.StartNew(() => body(number), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    /// <summary>Threads that meet: the body's second argument returns when all are there. When one fails the others leave, and its failure is the race's.</summary>
    public static async Task RaceAsync(int count, Action<int, Action> body)
    {
        using var barrier = new Barrier(count);
        using var failed = new CancellationTokenSource();
        await OnThreadsAsync(count, number =>
        {
            try
            {
                body(number, Meet);
            }
            catch (OperationCanceledException) when (failed.IsCancellationRequested)
            {
                // Another one's failure is told.
            }
            catch
            {
                failed.Cancel();
                throw;
            }
        });

        void Meet()
        {
            if (!barrier.SignalAndWait(Patience, failed.Token))
                throw new TimeoutException($"not all {count} threads came within {Patience}");
        }
    }

    public static void RaiseTo(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
