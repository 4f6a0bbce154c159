namespace Akka.Dispatch;

/// <summary>One dispatcher, shared by all who look it up.</summary>
internal sealed class SharedDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Lazy<MessageDispatcher> _dispatcher;

    internal SharedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites,
        Func<SharedDispatcherConfigurator, MessageDispatcher> create) : base(config, prerequisites) => _dispatcher = new(() => create(this));

    public override MessageDispatcher Dispatcher() => _dispatcher.Value;

    /// <summary>Null where nobody has used it, or it could not be made.</summary>
    internal MessageDispatcher IfMade => _dispatcher.IsValueCreated ? _dispatcher.Value : null;

    internal static SharedDispatcherConfigurator Tasks(Config config, IDispatcherPrerequisites prerequisites) =>
        new(config, prerequisites, c => c.Create(new ThreadPoolExecutorConfigurator(config, prerequisites)));

    internal static SharedDispatcherConfigurator Dedicated(Config config, IDispatcherPrerequisites prerequisites) =>
        new(config, prerequisites, c => c.Create(
            new DedicatedThreadsExecutorConfigurator(config, prerequisites, DedicatedThreadsSettings.Dedicated(config))));

    internal static SharedDispatcherConfigurator Synchronized(Config config, IDispatcherPrerequisites prerequisites) =>
        new(config, prerequisites, c => new CurrentSynchronizationContextDispatcher(c, c.DispatcherId, c.ConfiguredThroughput,
            c.ConfiguredDeadline, new SynchronizationContextExecutorConfigurator(config, prerequisites), c.ConfiguredShutdownTimeout));

    private Dispatcher Create(ExecutorServiceFactory executor) =>
        new(this, DispatcherId, ConfiguredThroughput, ConfiguredDeadline, executor, ConfiguredShutdownTimeout);
}

/// <summary>A dispatcher, and so a thread, for each who looks it up.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(this, DispatcherId, ConfiguredThroughput, ConfiguredDeadline,
        new DedicatedThreadsExecutorConfigurator(Config, Prerequisites, DedicatedThreadsSettings.Pinned), ConfiguredShutdownTimeout);
}
