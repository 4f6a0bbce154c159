using System.Diagnostics;

namespace Crosstown.Benchmarks.Scale;

/// <summary>Nanoseconds per deferral: elapsed, those of them in which the collector had stopped all threads, and the process's CPU.</summary>
internal readonly record struct ScaleCost(double Elapsed, double Paused, double Cpu)
{
    /// <summary>Of work that begins with a heap that has just been collected, so that no size pays for another's garbage.</summary>
    public static async Task<ScaleCost> OfAsync(double deferrals, Func<Task> work)
    {
        GC.Collect();
        var paused = GC.GetTotalPauseDuration();
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.GetTimestamp();
        await work();
        var elapsed = Stopwatch.GetElapsedTime(clock);
        var spent = Environment.CpuUsage.TotalTime - cpu;
        return new(elapsed.TotalNanoseconds / deferrals, (GC.GetTotalPauseDuration() - paused).TotalNanoseconds / deferrals, spent.TotalNanoseconds / deferrals);
    }
}
