using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Crosstown.Benchmarks.Load;

/// <summary>Runs wrk (HTTP/1.1, 64 connections) or h2load (HTTP/2, 16 connections of 8 streams) and reads what it prints.</summary>
internal sealed partial class LoadTool(int seconds, bool http2)
{
    public Task<Answers> RunAsync(int port) => http2 ? H2LoadAsync(port) : WrkAsync(port);

    private async Task<Answers> WrkAsync(int port)
    {
        var text = await RunAsync("wrk", $"-t2 -c64 -d{seconds}s --latency http://127.0.0.1:{port}/");
        var failed = WrkFailed().Matches(text).Sum(static match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        return new(Count(WrkRequests(), text), failed, Number(WrkRate(), text), Micros(Match(WrkP50(), text)), Micros(Match(WrkP99(), text)));
    }

    private async Task<Answers> H2LoadAsync(int port)
    {
        // h2load prints no percentiles, but writes each request's time.
        var log = Path.GetTempFileName();
        try
        {
            var text = await RunAsync("h2load", $"-t2 -c16 -m8 -D{seconds} --log-file={log} http://127.0.0.1:{port}/");
            var times = File.ReadLines(log).Select(static line => double.Parse(line.AsSpan(line.LastIndexOf('\t') + 1), CultureInfo.InvariantCulture)).Order().ToArray();
            var codes = H2Codes().Match(text);
            var good = long.Parse(codes.Groups[1].Value, CultureInfo.InvariantCulture) + long.Parse(codes.Groups[2].Value, CultureInfo.InvariantCulture);
            var requests = Count(H2Requests(), text);
            return new(requests, requests - good, Number(H2Rate(), text), Spread.Percentile(times, 0.50), Spread.Percentile(times, 0.99));
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static double Micros(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var value = double.Parse(text.AsSpan(0, text.Length - unit.Length), CultureInfo.InvariantCulture);
        return unit switch { "us" => value, "ms" => value * 1e3, "s" => value * 1e6, "m" => value * 60e6, _ => throw new FormatException($"unknown unit in {text}") };
    }

    private static double Number(Regex pattern, string text) => double.Parse(Match(pattern, text), CultureInfo.InvariantCulture);

    private static long Count(Regex pattern, string text) => long.Parse(Match(pattern, text), CultureInfo.InvariantCulture);

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

    [GeneratedRegex(@"(?:Non-2xx or 3xx responses:|connect|read|write|timeout) (\d+)")]
    private static partial Regex WrkFailed();

    [GeneratedRegex(@"finished in [\d.]+\w+, ([\d.]+) req/s")]
    private static partial Regex H2Rate();

    [GeneratedRegex(@"(\d+) done, ")]
    private static partial Regex H2Requests();

    [GeneratedRegex(@"status codes: (\d+) 2xx, (\d+) 3xx")]
    private static partial Regex H2Codes();
}
