namespace Crosstown.Actors.Telemetry;

/// <summary>The logger of category <c>Crosstown</c>, used for all log entries of this assembly.</summary>
internal sealed class CrosstownLogger(ILoggerFactory loggers) : GuardedLogger(loggers.CreateLogger("Crosstown"));
