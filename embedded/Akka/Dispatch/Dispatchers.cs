namespace Akka.Dispatch;

public sealed class Dispatchers
{
    public Config DefaultDispatcherConfig { get => throw new NotImplementedException(); }
    public IDispatcherPrerequisites Prerequisites { get => throw new NotImplementedException(); }
    public MessageDispatcher DefaultGlobalDispatcher { get => throw new NotImplementedException(); }
    public MessageDispatcher Lookup(string dispatcherName) => throw new NotImplementedException();
    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger) { }
    public bool HasDispatcher(string id) => throw new NotImplementedException();
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => throw new NotImplementedException();
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    public static Config GetConfig(Config config, string id, int depth = 0) => throw new NotImplementedException();
}
