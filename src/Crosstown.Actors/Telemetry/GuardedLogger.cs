using System.Diagnostics;

namespace Crosstown.Actors.Telemetry;

/// <summary>Keeps what a log provider throws from those who log: between a deferral's end and its slot, on a timer's thread, inside the server's callbacks.</summary>
/// <remarks>The entry is lost to that provider (Microsoft.Extensions.Logging tells all the others first). The first time, <see cref="Trace"/> says so: the log itself cannot be relied on.</remarks>
internal class GuardedLogger(ILogger inner) : ILogger
{
    private static bool _hasSaid;

    /// <summary>Not guarded: a scope is part of a deferral's surroundings, without which it does not run.</summary>
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
            // The other providers shall have the entry.
            SayOnce(thrown);
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
            SayOnce(thrown);
        }
    }

    private static void SayOnce(Exception thrown)
    {
        if (!Interlocked.Exchange(ref _hasSaid, true))
            Trace.TraceError($"A log provider threw at Crosstown, which says this once: {thrown}");
    }
}
