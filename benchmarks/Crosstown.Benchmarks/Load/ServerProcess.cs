using System.Diagnostics;
using System.Globalization;

namespace Crosstown.Benchmarks.Load;

/// <summary>A variant's server, in a process of its own; ends with its standard input.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>How long <see cref="QuietAsync"/> waits at most.</summary>
    public static readonly TimeSpan QuietWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    /// <summary>HTTP/1.1; the next port is HTTP/2.</summary>
    public int Port { get; }

    public static async Task<ServerProcess> StartAsync(string variant, int port)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", variant, port.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        if (await process.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"The server of {variant} did not start.");
        return new ServerProcess(process, port);
    }

    public async Task<(long Allocated, double CpuMicros)> CountersAsync()
    {
        var text = await _client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/counters"));
        var parts = text.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Waits until the server has used no CPU for a while, at most <see cref="QuietWithin"/>. Asked of the operating system: asking the server would keep it busy.
    /// </summary>
    public async Task<bool> QuietAsync()
    {
        var since = Stopwatch.StartNew();
        var before = Cpu();
        while (since.Elapsed < QuietWithin)
        {
            await Task.Delay(Look);
            var now = Cpu();
            if (now == before)
                return true;
            before = now;
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>In steps of some 10 ms on Linux.</summary>
    private TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }
}
