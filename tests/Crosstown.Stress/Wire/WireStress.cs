using System.Diagnostics;
using System.Globalization;
using Crosstown.Actors;
using Crosstown.Tests.Harness.Wire;

namespace Crosstown.Stress.Wire;

/// <summary>100,000 responses of each small kind and 500 of each large one, each with a deferral that asks the kernel as it starts.</summary>
internal static class WireStress
{
    private const int SmallCount = 100_000;
    private const int LargeCount = 500;
    private const int Connections = 16;

    public static async Task<int> RunAsync(double scale)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {Connections} connections, .NET {Environment.Version}, scale {scale.ToString(CultureInfo.InvariantCulture)}; clients in the same process");
        Console.WriteLine("early: starts before the kernel had the response's last byte. lag: from the kernel's last byte to the start, no less than what was seen.");
        Console.WriteLine();
        Console.WriteLine("| protocol | kind | responses | early | not Sent | lag p50 µs | lag p99 µs | requests/s | without deferral |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|");
        var bad = 0L;
        await using var host = await WireHost.StartAsync(defers: true);
        foreach (var protocol in Enum.GetValues<WireProtocol>())
        {
            foreach (var kind in WireKind.Small)
                bad += await MeasureAsync(host, protocol, kind, Count(SmallCount, scale));
            if (protocol is WireProtocol.Http1 or WireProtocol.Http1Tls)
                bad += await MeasureAsync(host, protocol, WireKind.Pipelined, Count(SmallCount, scale));
            foreach (var kind in WireKind.Large)
                bad += await MeasureAsync(host, protocol, kind, Count(LargeCount, scale));
        }
        Console.WriteLine();
        Console.WriteLine(bad == 0 ? "0 early, every response Sent." : $"{bad} early or not Sent.");
        return bad == 0 ? 0 : 1;
    }

    /// <summary>So many or a few more: each connection does as many as the others.</summary>
    private static int Count(int full, double scale) => (Math.Max(1, (int)(full * scale)) + Connections - 1) / Connections * Connections;

    private static async Task<long> MeasureAsync(WireHost host, WireProtocol protocol, WireKind kind, int count)
    {
        var without = await RateAsync(host, protocol, kind, Math.Max(Connections, count / 5), null);
        var seen = new Observations();
        var with = await RateAsync(host, protocol, kind, count, seen);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {protocol} | {kind.Name} | {seen.Count} | {seen.Early} | {seen.NotSent} | {seen.Lag(0.5):F0} | {seen.Lag(0.99):F0} | {with:F0} | {without:F0} |"));
        return seen.Early + seen.NotSent + (seen.Count == count ? 0 : 1);
    }

    private static async Task<double> RateAsync(WireHost host, WireProtocol protocol, WireKind kind, int count, Observations? seen)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(() =>
            WireLoad.RunAsync(host, protocol, kind, count / Connections, connection, seen))));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
