using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Crosstown.Tests.Harness;

/// <summary>Keeps every log entry, with the scopes around it; as the log factory itself, or as one provider of a host's.</summary>
internal sealed class LogRecorder : ILoggerFactory, ILoggerProvider
{
    private readonly AsyncLocal<Scope?> _scope = new();
    private readonly ConcurrentQueue<LogEntry> _entries = [];
    private readonly ConcurrentDictionary<int, long> _counts = [];
    private int _scopes;

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    /// <summary>How many scopes were begun.</summary>
    public int Scopes => Volatile.Read(ref _scopes);

    /// <summary>False: as where no provider takes anything of the category.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>False in the long runs: entries are counted only, and scopes are not looked at.</summary>
    public bool Keep { get; set; } = true;

    /// <summary>True: as where a provider throws, when it is asked and once the others have the entry.</summary>
    public bool Throws { get; set; }

    /// <summary>An event at which this provider throws, once it has it; null for none.</summary>
    public int? ThrowsAt { get; set; }

    /// <summary>The texts of one event's entries, or of all.</summary>
    public IEnumerable<string> Texts(int? id = null) => _entries.Where(entry => id is null || entry.Id == id).Select(entry => entry.Text);

    /// <summary>How many entries of an event there were.</summary>
    public long Count(int id) => _counts.GetValueOrDefault(id);

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private static IOException DiskFull() => new("the disk is full");

    private void Add<TState>(LogLevel level, int id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Keep)
        {
            var scopes = new List<object>();
            for (var scope = _scope.Value; scope is not null; scope = scope.Outer)
                scopes.Add(scope.State is IEnumerable<KeyValuePair<string, object?>> values ? values.ToList() : scope.State);
            _entries.Enqueue(new(id, level, formatter(state, exception), exception, scopes, state as IReadOnlyList<KeyValuePair<string, object?>> ?? []));
        }

        // Whoever sees the count finds the entry.
        _counts.AddOrUpdate(id, 1, static (_, count) => count + 1);
        if (Throws || ThrowsAt == id)
            throw DiskFull();
    }

    private sealed class Logger(LogRecorder recorder) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => recorder.Throws ? throw DiskFull() : recorder.IsOn;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            if (!recorder.Keep)
                return null;
            Interlocked.Increment(ref recorder._scopes);
            return recorder._scope.Value = new Scope(recorder, state, recorder._scope.Value);
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            recorder.Add(logLevel, eventId.Id, state, exception, formatter);
    }

    private sealed class Scope(LogRecorder recorder, object state, Scope? outer) : IDisposable
    {
        public object State => state;

        public Scope? Outer => outer;

        public void Dispose() => recorder._scope.Value = outer;
    }
}
