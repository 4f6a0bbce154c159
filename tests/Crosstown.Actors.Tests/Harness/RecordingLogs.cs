using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Crosstown.Actors.Tests.Harness;

/// <summary>Keeps every log entry, with the scopes around it.</summary>
internal sealed class RecordingLogs : ILoggerFactory, ILogger
{
    private readonly AsyncLocal<ScopeNode?> _scope = new();
    private int _scopes;

    public ConcurrentQueue<(int Id, LogLevel Level, string Text, Exception? Exception, IReadOnlyList<object> Scopes, IReadOnlyList<KeyValuePair<string, object?>> Values)> Entries { get; } = [];

    /// <summary>False: as where no provider takes anything of the category.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>True: as where a provider throws, when it is asked and once the others have the entry.</summary>
    public bool Throws { get; set; }

    /// <summary>How many scopes were begun.</summary>
    public int Scopes => Volatile.Read(ref _scopes);

    /// <summary>False for the long runs.</summary>
    public bool Keep { get; set; } = true;

    public IEnumerable<string> Texts(int id) => Entries.Where(entry => entry.Id == id).Select(entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public bool IsEnabled(LogLevel logLevel) => Throws ? throw new InvalidOperationException("the disk is full") : IsOn;

    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull
    {
        Interlocked.Increment(ref _scopes);
        var node = new ScopeNode(this, state, _scope.Value);
        _scope.Value = node;
        return node;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!Keep)
            return;
        var scopes = new List<object>();
        for (var node = _scope.Value; node is not null; node = node.Outer)
            scopes.Add(node.State is IEnumerable<KeyValuePair<string, object?>> values ? values.ToList() : node.State);
        Entries.Enqueue((eventId.Id, logLevel, formatter(state, exception), exception, scopes, state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
        if (Throws)
            throw new InvalidOperationException("the disk is full");
    }

    private sealed class ScopeNode(RecordingLogs logs, object state, ScopeNode? outer) : IDisposable
    {
        public object State => state;

        public ScopeNode? Outer => outer;

        public void Dispose() => logs._scope.Value = outer;
    }
}
