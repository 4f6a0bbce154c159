using Akka.Dispatch;
using Akka.Event;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace Akka.Hosting.Logging;

/// <summary>Hands log events on to an <see cref="ILoggerFactory"/>; the category is the logging class's name.</summary>
public class LoggerFactoryLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    protected readonly ILoggingAdapter InternalLogger = Akka.Event.Logging.GetLogger(Context.System.EventStream, nameof(LoggerFactoryLogger));

    private readonly LogFilterEvaluator _filter = Context.System.Settings.LogFilter;
    private readonly ILoggerFactory _loggerFactory;
    private readonly Dictionary<Type, ILogger> _loggers = [];

    /// <exception cref="ConfigurationException">The system has no <see cref="LoggerFactorySetup"/>.</exception>
    public LoggerFactoryLogger()
    {
        var setup = Context.System.Settings.Setup.Get<LoggerFactorySetup>();
        _loggerFactory = setup.HasValue
            ? setup.Value.LoggerFactory
            : throw new ConfigurationException(
                $"{nameof(LoggerFactoryLogger)} needs an ILoggerFactory: register logging in the application's services, or call AddLoggerFactory(factory).");
    }

    protected override void PostStop() => InternalLogger.Info("{0} stopped", nameof(LoggerFactoryLogger));

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                InternalLogger.Info("{0} started", nameof(LoggerFactoryLogger));
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                if (_filter.ShouldTryKeepMessage(logEvent, out _))
                    Log(logEvent, Sender.Path);
                return true;
            default:
                return false;
        }
    }

    /// <param name="path">Of the actor that logged; of dead letters when none did.</param>
    protected virtual void Log(LogEvent log, ActorPath path)
    {
        if (!_loggers.TryGetValue(log.LogClass, out var logger))
            _loggers[log.LogClass] = logger = _loggerFactory.CreateLogger(log.LogClass);
        var level = LevelOf(log.LogLevel());
        if (logger.IsEnabled(level))
            logger.Log(level, default, new LogState(log, path), log.Cause, static (state, _) => state.ToString());
    }

    private static Level LevelOf(AkkaLevel level) => level switch
    {
        AkkaLevel.DebugLevel => Level.Debug,
        AkkaLevel.InfoLevel => Level.Information,
        AkkaLevel.WarningLevel => Level.Warning,
        _ => Level.Error,
    };
}
