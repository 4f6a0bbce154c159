using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Crosstown.TestHosts;

namespace Crosstown.Web.Tests.Hosting.Processes;

/// <summary>Crosstown.TestHosts in a process of its own: what it says, what it is told, and the signals that it gets.</summary>
internal sealed partial class ChildHost : IAsyncDisposable
{
    private const string Mark = "> ";

    /// <summary>Longer than a test within one process has: on a busy machine the start alone takes many seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly SemaphoreSlim _news = new(0);

    public ChildHost(params string[] arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
            {
                ArgumentList = { typeof(HostKind).Assembly.Location },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var argument in arguments)
            _process.StartInfo.ArgumentList.Add(argument);
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>All that it wrote, for a failed assertion's text.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    public bool HasSaid(string start) => Find(start) is not null;

    /// <summary>The first line that begins so, once it is there.</summary>
    public async Task<string> SaysAsync(string start)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            if (Find(start) is { } line)
                return line;
            try
            {
                await _news.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The process did not say \"{start}\". It said:{Environment.NewLine}{Output}");
            }
        }
    }

    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    public void Signal(PosixSignal signal) => Assert.Equal(0, Kill(_process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    public async Task ExitsAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _news.Dispose();
    }

    private string? Find(string start) => _output.FirstOrDefault(line => line.StartsWith(Mark + start, StringComparison.Ordinal))?[Mark.Length..];

    private void Add(string? line)
    {
        if (line is null)
            return;
        _output.Enqueue(line);
        _news.Release();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
