using Akka.Dispatch;
using Akka.Event;

namespace Akka.Hosting;

/// <summary>Says how an actor system logs.</summary>
public sealed class LoggerConfigBuilder
{
    private readonly List<Type> _loggers = [typeof(DefaultLogger)];
    private Type? _formatter;

    internal LoggerConfigBuilder(AkkaConfigurationBuilder builder) => Builder = builder;

    /// <value>Info by default.</value>
    public LogLevel LogLevel { get; set; } = LogLevel.InfoLevel;

    /// <summary>Whether the whole configuration is logged, at info level, when the system starts.</summary>
    public bool LogConfigOnStart { get; set; }

    public DeadLetterOptions? DeadLetterOptions { get; set; }

    public DebugOptions? DebugOptions { get; set; }

    /// <summary>Drops log events before any logger sees them.</summary>
    public LogFilterBuilder LogFilterBuilder { get; set; } = new();

    internal AkkaConfigurationBuilder Builder { get; }

    /// <summary>Takes the default logger away too.</summary>
    public LoggerConfigBuilder ClearLoggers()
    {
        _loggers.Clear();
        return this;
    }

    public LoggerConfigBuilder AddLogger<T>()
        where T : IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        if (!_loggers.Contains(typeof(T)))
            _loggers.Add(typeof(T));
        return this;
    }

    public LoggerConfigBuilder WithDefaultLogMessageFormatter<T>()
        where T : ILogMessageFormatter
    {
        _formatter = typeof(T);
        return this;
    }

    public LoggerConfigBuilder WithLogFilter(Action<LogFilterBuilder> filterBuilder)
    {
        ArgumentNullException.ThrowIfNull(filterBuilder);
        filterBuilder(LogFilterBuilder);
        return this;
    }

    internal Config ToConfig()
    {
        var loggers = string.Join(", ", _loggers.Select(logger => logger.AssemblyQualifiedName.ToHocon()));
        var hocon = $"""
            akka.loglevel = {LogLevel.StringFor()}
            akka.log-config-on-start = {LogConfigOnStart.ToHocon()}
            akka.loggers = [{loggers}]
            {(_formatter is null ? "" : "akka.logger-formatter = " + _formatter.AssemblyQualifiedName.ToHocon())}
            {DeadLetterOptions}
            {DebugOptions}
            """;
        return ConfigurationFactory.ParseString(hocon);
    }
}
