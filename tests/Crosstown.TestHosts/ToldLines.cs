using System.Collections.Concurrent;

namespace Crosstown.TestHosts;

/// <summary>What a spec has written to this process: each line releases those that wait for it.</summary>
internal sealed class ToldLines
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _lines = new();

    public ToldLines() => new Thread(Read) { IsBackground = true, Name = "stdin" }.Start();

    public Task HasCome(string line) => Of(line).Task;

    private void Read()
    {
        while (Console.In.ReadLine() is { } line)
            Of(line).TrySetResult();
    }

    private TaskCompletionSource Of(string line) => _lines.GetOrAdd(line, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
