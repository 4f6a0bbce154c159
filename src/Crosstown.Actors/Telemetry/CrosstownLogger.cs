namespace Crosstown.Actors.Telemetry;

/// <summary>The logger of category <c>Crosstown</c>, through which the actors' side writes all its entries.</summary>
internal sealed class CrosstownLogger(ILoggerFactory loggers) : GuardedLogger(loggers.CreateLogger("Crosstown"));
