using System.Collections.Concurrent;
using static Akka.Dispatch.RuntimeLimits;

namespace Akka.Dispatch;

public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";
    private const int MaxAliases = 20;

    private readonly ConcurrentDictionary<string, MessageDispatcherConfigurator> _configurators = new();
    private readonly Lock _lock = new();
    private readonly ActorSystem _system;
    private MessageDispatcher _default;

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        _system = system;
        Prerequisites = prerequisites;
        DefaultDispatcherConfig = IdConfig(DefaultDispatcherId)
            .WithFallback(system.Settings.Config.GetConfig(DefaultDispatcherId) ?? Config.Empty);
    }

    public IDispatcherPrerequisites Prerequisites { get; }
    public Config DefaultDispatcherConfig { get; }
    public MessageDispatcher DefaultGlobalDispatcher => _default ??= Lookup(DefaultDispatcherId);

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || _system.Settings.Config.HasPath(id);

    /// <exception cref="ConfigurationException">There is no such dispatcher, or its section is wrong.</exception>
    public MessageDispatcher Lookup(string dispatcherName)
    {
        if (string.IsNullOrEmpty(dispatcherName))
            return DefaultGlobalDispatcher;
        return Configurator(dispatcherName).Dispatcher();
    }

    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => _configurators.TryAdd(id, configurator);

    /// <summary>The section of <paramref name="id"/>; a section that is a string is an alias for another.</summary>
    public static Config GetConfig(Config config, string id, int depth = 0)
    {
        if (depth > MaxAliases)
            throw new ConfigurationException($"Dispatcher {id} is an alias of an alias, more than {MaxAliases} deep; the aliases must not form a circle.");
        if (!config.HasPath(id))
            throw new ConfigurationException($"Dispatcher [{id}] is not configured; it must be the path of a section with type, executor and throughput.");
        var value = config.GetValue(id);
        return value.IsString() ? GetConfig(config, value.GetString(), depth + 1) : config.GetConfig(id);
    }

    internal MessageDispatcherConfigurator Configurator(string id)
    {
        if (_configurators.TryGetValue(id, out var known))
            return known;
        lock (_lock)
        {
            if (!_configurators.TryGetValue(id, out known))
                _configurators[id] = known = Create(id);
            return known;
        }
    }

    internal void Shutdown()
    {
        foreach (var configurator in _configurators.Values)
        {
            if (configurator is not PinnedDispatcherConfigurator and (SharedDispatcherConfigurator or DispatcherConfigurator))
                (configurator is SharedDispatcherConfigurator shared ? shared.IfMade : configurator.Dispatcher())?.ShutdownNow();
        }
    }

    private MessageDispatcherConfigurator Create(string id)
    {
        var section = GetConfig(_system.Settings.Config, id);
        var config = IdConfig(id).WithFallback(section).WithFallback(DefaultDispatcherConfig);
        var type = config.GetString("type", "Dispatcher");
        switch (type)
        {
            case "Dispatcher":
                return new DispatcherConfigurator(config, Prerequisites);
            case "TaskDispatcher":
                return SharedDispatcherConfigurator.Tasks(config, Prerequisites);
            case "ForkJoinDispatcher":
                return SharedDispatcherConfigurator.Dedicated(config, Prerequisites);
            case "PinnedDispatcher":
                return new PinnedDispatcherConfigurator(config, Prerequisites);
            case "SynchronizedDispatcher" or "CurrentSynchronizationContextDispatcher":
                return SharedDispatcherConfigurator.Synchronized(config, Prerequisites);
        }
        var custom = RuntimeTypes.Find(type);
        if (custom == null || !typeof(MessageDispatcherConfigurator).IsAssignableFrom(custom))
            throw LeftOut($"{id}.type", type, "Dispatcher, TaskDispatcher, ForkJoinDispatcher, PinnedDispatcher, SynchronizedDispatcher "
                + "or the assembly-qualified type of a MessageDispatcherConfigurator");
        return (MessageDispatcherConfigurator)Activator.CreateInstance(custom, config, Prerequisites);
    }

    private static Config IdConfig(string id) => ConfigurationFactory.ParseString($"id = \"{id}\"");
}
