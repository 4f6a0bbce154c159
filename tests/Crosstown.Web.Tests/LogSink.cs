using System.Collections.Concurrent;

namespace Crosstown.Web.Tests;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogSink : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = [];

    public IReadOnlyCollection<LogEntry> Entries => _entries;

    /// <summary>An event at which this provider throws, once it has it; null for none.</summary>
    public int? Throws { get; set; }

    public ILogger CreateLogger(string categoryName) => new SinkLogger(categoryName, this);

    public void Dispose()
    {
    }

    public sealed record LogEntry(string Category, LogLevel Level, EventId Id, string Text, Exception? Exception);

    private sealed class SinkLogger(string category, LogSink sink) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            sink._entries.Enqueue(new(category, logLevel, eventId, formatter(state, exception), exception));
            if (eventId.Id == sink.Throws)
                throw new IOException("the disk is full");
        }
    }
}
