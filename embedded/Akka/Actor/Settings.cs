namespace Akka.Actor;

public class Settings
{
    public ActorSystem System { get => throw new NotImplementedException(); }
    public ProviderSelection ProviderSelectionType { get => throw new NotImplementedException(); }
    public Akka.Actor.Setup.ActorSystemSetup Setup { get => throw new NotImplementedException(); }
    public Config Config { get => throw new NotImplementedException(); }
    public ILogMessageFormatter LogFormatter { get => throw new NotImplementedException(); }
    public LogFilterEvaluator LogFilter { get => throw new NotImplementedException(); }
    public MinimalLogger StdoutLogger { get => throw new NotImplementedException(); }
    public IList<string> Loggers { get => throw new NotImplementedException(); }
    public Settings(ActorSystem system, Config config) { }
    public Settings(ActorSystem system, Config config, Akka.Actor.Setup.ActorSystemSetup setup) { }
    public TimeSpan AskTimeout { get => throw new NotImplementedException(); }
    public TimeSpan CreationTimeout { get => throw new NotImplementedException(); }
    public TimeSpan LogDeadLettersSuspendDuration { get => throw new NotImplementedException(); }
    public TimeSpan LoggerStartTimeout { get => throw new NotImplementedException(); }
    public TimeSpan SchedulerShutdownTimeout { get => throw new NotImplementedException(); }
    public TimeSpan UnstartedPushTimeout { get => throw new NotImplementedException(); }
    public bool AddLoggingReceive { get => throw new NotImplementedException(); }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get => throw new NotImplementedException(); }
    public bool CoordinatedShutdownTerminateActorSystem { get => throw new NotImplementedException(); }
    public bool DebugAutoReceive { get => throw new NotImplementedException(); }
    public bool DebugEventStream { get => throw new NotImplementedException(); }
    public bool DebugLifecycle { get => throw new NotImplementedException(); }
    public bool DebugRouterMisconfiguration { get => throw new NotImplementedException(); }
    public bool DebugTimerScheduler { get => throw new NotImplementedException(); }
    public bool DebugUnhandledMessage { get => throw new NotImplementedException(); }
    public bool EmitActorTelemetry { get => throw new NotImplementedException(); }
    public bool FsmDebugEvent { get => throw new NotImplementedException(); }
    public bool HasCluster { get => throw new NotImplementedException(); }
    public bool LogConfigOnStart { get => throw new NotImplementedException(); }
    public bool LogDeadLettersDuringShutdown { get => throw new NotImplementedException(); }
    public bool LoggerAsyncStart { get => throw new NotImplementedException(); }
    public int DefaultVirtualNodesFactor { get => throw new NotImplementedException(); }
    public int LogDeadLetters { get => throw new NotImplementedException(); }
    public override string ToString() => throw new NotImplementedException();
    public string ConfigVersion { get => throw new NotImplementedException(); }
    public string Home { get => throw new NotImplementedException(); }
    public string LogLevel { get => throw new NotImplementedException(); }
    public string LoggersDispatcher { get => throw new NotImplementedException(); }
    public string ProviderClass { get => throw new NotImplementedException(); }
    public string SchedulerClass { get => throw new NotImplementedException(); }
    public string StdoutLogLevel { get => throw new NotImplementedException(); }
    public string SupervisorStrategyClass { get => throw new NotImplementedException(); }
    public void InjectTopLevelFallback(Config config) => throw new NotImplementedException();
}
