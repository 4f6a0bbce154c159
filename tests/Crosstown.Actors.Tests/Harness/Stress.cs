using System.Globalization;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>Races: threads of their own, many rounds, scaled by CROSSTOWN_STRESS_SCALE (1 by default).</summary>
internal static class Stress
{
    private static readonly double Scale = double.TryParse(
        Environment.GetEnvironmentVariable("CROSSTOWN_STRESS_SCALE"), CultureInfo.InvariantCulture, out var scale) ? scale : 1;

    /// <summary>Far longer than anything takes that is not stuck.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static int Scaled(int rounds) => Math.Max(1, (int)(rounds * Scale));

    public static void OnThreads(int count, Action<int> body)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                body(number);
            }
            catch (Exception e)
            {
                lock (failures)
                    failures.Add(e);
            }
        })
        { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    public static void RaiseTo(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
