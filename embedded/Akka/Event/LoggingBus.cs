namespace Akka.Event;

/// <summary>A bus whose log events go to loggers: the standard output before and after the system's life, its configured loggers during it.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    /// <summary>Guards <see cref="_loggers"/> and the moves between levels.</summary>
    private readonly Lock _setup = new();
    private readonly List<IActorRef> _loggers = [];
    private int _loggerId;
    private volatile int _logLevel;

    public LoggingBus()
    {
    }

    /// <summary>The least level that is published by adapters.</summary>
    public LogLevel LogLevel => (LogLevel)_logLevel;

    /// <summary>Subscribes every logger to this level and those above, and to none below.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        lock (_setup)
        {
            _logLevel = (int)logLevel;
            foreach (var logger in _loggers)
                SubscribeFrom(logLevel, logger);
        }
    }

    public void StartStdoutLogger(Settings config)
    {
        SetUpStdoutLogger(config);
        Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    /// <exception cref="ConfigurationException">A logger's type is unknown, or it is no actor.</exception>
    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        var source = $"{SimpleName(this)}({system.Name})";
        var level = Logging.LogLevelFor(settings.LogLevel);
        var keepStdout = false;
        foreach (var typeName in settings.Loggers)
        {
            var type = RuntimeTypes.Find(typeName)
                ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{typeName}\"");
            if (typeof(MinimalLogger).IsAssignableFrom(type))
            {
                keepStdout = true;
                continue;
            }

            try
            {
                AddLogger(system, type, level, source);
            }
            catch (Exception failure)
            {
                throw new ConfigurationException($"Logger [{typeName}] specified in config cannot be loaded: {failure.GetBaseException().Message}", failure);
            }
        }

        if (settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        lock (_setup)
        {
            _logLevel = (int)level;
            if (keepStdout)
                SubscribeFrom(level, settings.StdoutLogger);
            else
                Remove(settings.StdoutLogger);
        }

        Publish(new Debug(source, GetType(), "Default Loggers started"));
    }

    /// <summary>Back to the standard output, for what is said after the loggers have gone.</summary>
    internal void StopDefaultLoggers(ActorSystem system)
    {
        var source = $"{SimpleName(this)}({system.Name})";
        IActorRef[] loggers;
        lock (_setup)
            loggers = _loggers.Where(static logger => logger is not MinimalLogger).ToArray();
        SetUpStdoutLogger(system.Settings);
        Publish(new Debug(source, GetType(), "Shutting down: StandardOutLogger started"));
        foreach (var logger in loggers)
        {
            lock (_setup)
                Remove(logger);
            (logger as IInternalActorRef)?.Stop();
        }

        Publish(new Debug(source, GetType(), "All default loggers stopped"));
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override bool Classify(object @event, Type classifier) => classifier.IsAssignableFrom(GetClassifier(@event));

    protected override Type GetClassifier(object @event) => @event.GetType();

    protected override void Publish(object @event, IActorRef subscriber)
    {
        // Told of its own failure, a logger that fails on whatever it is told would never end.
        if (@event is Error { Cause: not null } error && subscriber is LocalActorRef && error.LogSource == subscriber.Path.ToString())
            return;
        subscriber.Tell(@event);
    }

    private void SetUpStdoutLogger(Settings settings)
    {
        var level = Logging.LogLevelFor(settings.StdoutLogLevel);
        lock (_setup)
        {
            if (!_loggers.Contains(settings.StdoutLogger))
                _loggers.Add(settings.StdoutLogger);
            SubscribeFrom(level, settings.StdoutLogger);
            _logLevel = (int)level;
        }
    }

    private void AddLogger(ActorSystemImpl system, Type type, LogLevel level, string source)
    {
        var settings = system.Settings;
        var name = $"log{Interlocked.Increment(ref _loggerId)}-{SimpleName(type)}";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(settings.LoggersDispatcher), name);
        var joined = logger.Ask(new InitializeLogger(this), Timeout.InfiniteTimeSpan).ContinueWith(
            answer => Join(answer.Result),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        if (!settings.LoggerAsyncStart && !joined.Wait(settings.LoggerStartTimeout))
        {
            Publish(new Warning(source, GetType(),
                $"Logger {name} did not respond within {settings.LoggerStartTimeout} to InitializeLogger; it gets log events once it does"));
        }

        void Join(object answer)
        {
            if (answer is not LoggerInitialized)
                throw new LoggerInitializationException($"Logger {name} did not respond with LoggerInitialized, sent instead {answer}");
            lock (_setup)
            {
                _loggers.Add(logger);
                SubscribeFrom(level, logger);
            }
        }
    }

    private void SubscribeFrom(LogLevel level, IActorRef logger)
    {
        foreach (var each in Logging.AllLevels)
        {
            if (each >= level)
                Subscribe(logger, each.ClassFor());
            else
                Unsubscribe(logger, each.ClassFor());
        }
    }

    private void Remove(IActorRef logger)
    {
        _loggers.Remove(logger);
        Unsubscribe(logger);
    }
}
