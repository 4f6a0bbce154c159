using System.Diagnostics;

namespace Crosstown.Actors.Telemetry;

/// <summary>
/// Catches the exceptions of log providers, so that logging throws neither between a deferral's end and the return of its slot, nor on a timer's thread, nor in the server's
/// callbacks. The failing provider loses the entry; Microsoft.Extensions.Logging calls all others first. The first exception is reported to <see cref="Trace"/>, because the log
/// itself cannot be relied on.
/// </summary>
internal class GuardedLogger(ILogger inner) : ILogger
{
    private static bool _hasReported;

    /// <summary>Not guarded: a deferral does not run without its log scope, so an exception here makes it fail.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception thrown)
        {
            // True, so that the other providers still get the entry.
            ReportOnce(thrown);
            return true;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception thrown)
        {
            ReportOnce(thrown);
        }
    }

    private static void ReportOnce(Exception thrown)
    {
        if (!Interlocked.Exchange(ref _hasReported, true))
            Trace.TraceError($"A log provider threw while Crosstown wrote a log entry (reported once per process): {thrown}");
    }
}
