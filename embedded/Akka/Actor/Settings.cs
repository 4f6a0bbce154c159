namespace Akka.Actor;

/// <summary>A system's settings, read once from its configuration.</summary>
public class Settings
{
    private readonly Config _userConfig;
    private Config _fallback = ConfigurationFactory.Default();

    public Settings(ActorSystem system, Config config) : this(system, config, Akka.Actor.Setup.ActorSystemSetup.Empty)
    {
    }

    /// <exception cref="ConfigurationException">A setting is wrong, or names what this runtime does not have.</exception>
    public Settings(ActorSystem system, Config config, Akka.Actor.Setup.ActorSystemSetup setup)
    {
        _userConfig = config ?? Config.Empty;
        System = system;
        Setup = setup;
        RebuildConfig();
        ConfigVersion = Config.GetString("akka.version", null);
        Home = Config.GetString("akka.home", "");

        var bootstrap = setup.Get<BootstrapSetup>();
        ProviderSelectionType = bootstrap.HasValue && bootstrap.Value.ActorRefProvider.HasValue
            ? bootstrap.Value.ActorRefProvider.Value
            : ProviderSelection.Find(Config.GetString("akka.actor.provider", "local"));
        ProviderClass = ProviderSelectionType.Fqn;
        HasCluster = ProviderSelectionType.HasCluster;
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy", null);

        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan, allowInfinite: true);
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout", TimeSpan.FromSeconds(20));
        UnstartedPushTimeout = Config.GetTimeSpan("akka.actor.unstarted-push-timeout", TimeSpan.FromSeconds(10));
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages", false);
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators", false);
        EmitActorTelemetry = Config.GetBoolean("akka.actor.telemetry.enabled", false);

        LogLevel = Config.GetString("akka.loglevel", "INFO");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel", "WARNING");
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher", Dispatchers.DefaultDispatcherId);
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout", TimeSpan.FromSeconds(5));
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start", false);
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start", false);
        LogSerializerOverrideOnStart = Config.GetBoolean("akka.log-serializer-override-on-start", true);
        LogDeadLetters = Config.GetString("akka.log-dead-letters", "10") switch
        {
            "on" or "true" or "yes" => int.MaxValue,
            "off" or "false" or "no" => 0,
            _ => Config.GetInt("akka.log-dead-letters", 10),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown", false);
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration", TimeSpan.FromMinutes(5), allowInfinite: true);
        LogFormatter = Make<ILogMessageFormatter>("akka.logger-formatter", "Akka.Event.DefaultLogMessageFormatter");
        StdoutLogger = Make<MinimalLogger>("akka.stdout-logger-class", "Akka.Event.StandardOutLogger");
        var filters = setup.Get<LogFilterSetup>();
        LogFilter = filters.HasValue ? filters.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
        StdoutLogger.Filter = LogFilter;

        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive", false);
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive", false);
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle", false);
        FsmDebugEvent = Config.GetBoolean("akka.actor.debug.fsm", false);
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream", false);
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled", false);
        DebugRouterMisconfiguration = Config.GetBoolean("akka.actor.debug.router-misconfiguration", false);
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers", false);
        DefaultVirtualNodesFactor = Config.GetInt("akka.actor.deployment.default.virtual-nodes-factor", 10);

        SchedulerClass = Config.GetString("akka.scheduler.implementation", null);
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system", true);
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate", true);
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
            throw new ConfigurationException("akka.coordinated-shutdown.run-by-actor-system-terminate is on and terminate-actor-system is off; the former must be off too.");
    }

    public ActorSystem System { get; }
    public Config Config { get; private set; }
    public Akka.Actor.Setup.ActorSystemSetup Setup { get; }
    public string ConfigVersion { get; }
    public string Home { get; }
    public ProviderSelection ProviderSelectionType { get; }
    public string ProviderClass { get; }
    public bool HasCluster { get; }
    public string SupervisorStrategyClass { get; }
    /// <value>Infinite unless <c>akka.actor.ask-timeout</c> says otherwise.</value>
    public TimeSpan AskTimeout { get; }
    public TimeSpan CreationTimeout { get; }
    public TimeSpan UnstartedPushTimeout { get; }
    public bool SerializeAllMessages { get; }
    public bool SerializeAllCreators { get; }
    public bool EmitActorTelemetry { get; }
    public string LogLevel { get; }
    public string StdoutLogLevel { get; }
    public MinimalLogger StdoutLogger { get; }
    public IList<string> Loggers { get; }
    public string LoggersDispatcher { get; }
    public TimeSpan LoggerStartTimeout { get; }
    public bool LoggerAsyncStart { get; }
    public ILogMessageFormatter LogFormatter { get; }
    public LogFilterEvaluator LogFilter { get; }
    public bool LogConfigOnStart { get; }
    public bool LogSerializerOverrideOnStart { get; }
    /// <value>How many; <see cref="int.MaxValue"/> when all.</value>
    public int LogDeadLetters { get; }
    public bool LogDeadLettersDuringShutdown { get; }
    public TimeSpan LogDeadLettersSuspendDuration { get; }
    public bool AddLoggingReceive { get; }
    public bool DebugAutoReceive { get; }
    public bool DebugEventStream { get; }
    public bool DebugUnhandledMessage { get; }
    public bool DebugRouterMisconfiguration { get; }
    public bool DebugLifecycle { get; }
    public bool DebugTimerScheduler { get; }
    public bool FsmDebugEvent { get; }
    public int DefaultVirtualNodesFactor { get; }
    public string SchedulerClass { get; }
    public TimeSpan SchedulerShutdownTimeout { get; }
    public bool CoordinatedShutdownTerminateActorSystem { get; }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>An extension's defaults: below all that is there.</summary>
    public void InjectTopLevelFallback(Config config)
    {
        _fallback = _fallback.WithFallback(config);
        RebuildConfig();
    }

    public override string ToString() => Config.ToString(includeFallback: true);

    private void RebuildConfig() => Config = _userConfig.WithFallback(_fallback);

    private T Make<T>(string path, string @default) where T : class
    {
        var name = Config.GetString(path, @default);
        return RuntimeTypes.Find(name) is { } type && typeof(T).IsAssignableFrom(type)
            ? (T)Activator.CreateInstance(type, nonPublic: true)
            : throw new ConfigurationException($"{path} is {name}; it must be the type of a {typeof(T).Name} with a constructor without parameters.");
    }
}
