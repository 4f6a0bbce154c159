using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Crosstown.Benchmarks.Load;

/// <summary>Runs wrk (HTTP/1.1) or h2load (HTTP/2) and reads what it prints.</summary>
internal sealed partial class LoadTool(int connections, int seconds)
{
    public async Task<(long Requests, double Rate, double P50, double P99)> WrkAsync(int port)
    {
        var text = await RunAsync("wrk", $"-t2 -c{connections} -d{seconds}s --latency http://127.0.0.1:{port}/");
        var requests = long.Parse(Match(WrkRequests(), text), CultureInfo.InvariantCulture);
        var rate = double.Parse(Match(WrkRate(), text), CultureInfo.InvariantCulture);
        return (requests, rate, Micros(Match(WrkP50(), text)), Micros(Match(WrkP99(), text)));
    }

    public async Task<(long Requests, double Rate, double P50, double P99)> H2LoadAsync(int port)
    {
        var text = await RunAsync("h2load", $"-t2 -c{Math.Min(connections, 16)} -m8 -D{seconds} http://127.0.0.1:{port}/");
        var finished = H2Finished().Match(text);
        var requests = long.Parse(Match(H2Requests(), text), CultureInfo.InvariantCulture);
        return (requests, double.Parse(finished.Groups[1].Value, CultureInfo.InvariantCulture), Micros(H2Mean().Match(text).Groups[1].Value), double.NaN);
    }

    private static double Micros(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var value = double.Parse(text.AsSpan(0, text.Length - unit.Length), CultureInfo.InvariantCulture);
        return unit switch { "us" => value, "ms" => value * 1e3, "s" => value * 1e6, "m" => value * 60e6, _ => throw new FormatException($"unknown unit in {text}") };
    }

    private static string Match(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? match.Groups[1].Value : throw new FormatException($"no {pattern} in:\n{text}");

    private static async Task<string> RunAsync(string tool, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{tool} did not start; benchmarks/run installs it.");
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{tool} {arguments} exited with {process.ExitCode}:\n{text}");
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex WrkRequests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex WrkRate();

    [GeneratedRegex(@"50%\s+([\d.]+\w+)")]
    private static partial Regex WrkP50();

    [GeneratedRegex(@"99%\s+([\d.]+\w+)")]
    private static partial Regex WrkP99();

    [GeneratedRegex(@"finished in [\d.]+\w+, ([\d.]+) req/s")]
    private static partial Regex H2Finished();

    [GeneratedRegex(@"(\d+) succeeded")]
    private static partial Regex H2Requests();

    [GeneratedRegex(@"time for request:\s+\S+\s+\S+\s+([\d.]+\w+)")]
    private static partial Regex H2Mean();
}
