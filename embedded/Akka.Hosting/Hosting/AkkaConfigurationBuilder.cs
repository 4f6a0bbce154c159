using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Akka.Util;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>
/// Says what an application's actor system is made of. What is added to start actors and what is added to run at start-up
/// share one list: it runs in the order added, one after another, once the host starts.
/// </summary>
public sealed class AkkaConfigurationBuilder
{
    /// <summary>The host says when the system stops; beneath the application's own configuration.</summary>
    private static readonly Config HostedDefaults = ConfigurationFactory.ParseString(
        "akka.coordinated-shutdown.run-by-clr-shutdown-hook = off");

    public readonly HashSet<Setup> Setups = [];

    private readonly List<StartupTask> _startup = [];
    private readonly HashSet<Type> _extensions = [];
    private readonly string _actorSystemName;
    private bool _built;

    public AkkaConfigurationBuilder(IServiceCollection serviceCollection, string actorSystemName)
    {
        ArgumentNullException.ThrowIfNull(serviceCollection);
        ArgumentException.ThrowIfNullOrEmpty(actorSystemName);
        _actorSystemName = actorSystemName;
    }

    public Option<Config> Configuration { get; private set; } = Option<Config>.None;

    public Option<ProviderSelection> ActorRefProvider { get; private set; } = Option<ProviderSelection>.None;

    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        ThrowIfBuilt();
        _startup.Add(startupTask);
        return this;
    }

    public AkkaConfigurationBuilder AddStartup(Action<ActorSystem, IActorRegistry> startupTask)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        return AddStartup((system, registry) =>
        {
            startupTask(system, registry);
            return Task.CompletedTask;
        });
    }

    public AkkaConfigurationBuilder StartActors(ActorStarter starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return AddStartup(new StartupTask(starter));
    }

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry> starter) => AddStartup(starter);

    public AkkaConfigurationBuilder StartActors(ActorStarterWithResolver starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return AddStartup((system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver));
    }

    public AkkaConfigurationBuilder StartActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> starter)
    {
        ArgumentNullException.ThrowIfNull(starter);
        return AddStartup((system, registry) => starter(system, registry, DependencyResolver.For(system).Resolver));
    }

    /// <summary>Starts an extension with the system.</summary>
    public AkkaConfigurationBuilder WithExtension<T>()
        where T : IExtensionId => WithExtensions(typeof(T));

    /// <exception cref="ConfigurationException">A type is no extension id, or is abstract.</exception>
    public AkkaConfigurationBuilder WithExtensions(params Type[] extensions)
    {
        ThrowIfBuilt();
        foreach (var extension in extensions)
        {
            if (!typeof(IExtensionId).IsAssignableFrom(extension) || extension.IsAbstract || extension.IsInterface)
                throw new ConfigurationException($"{extension} is not an extension: it must be a concrete class that implements IExtensionId.");
            _extensions.Add(extension);
        }
        return this;
    }

    internal void SetProvider(ProviderSelection provider)
    {
        ThrowIfBuilt();
        ActorRefProvider = provider;
    }

    internal void AddSetup(Setup setup)
    {
        ThrowIfBuilt();
        // A system has one setup of a kind: the last one given.
        Setups.RemoveWhere(other => other.GetType() == setup.GetType());
        Setups.Add(setup);
    }

    internal void AddConfig(Config hocon, HoconAddMode addMode)
    {
        ThrowIfBuilt();
        Configuration = !Configuration.HasValue
            ? hocon
            : addMode switch
            {
                HoconAddMode.Append => Configuration.Value.WithFallback(hocon),
                HoconAddMode.Prepend => hocon.WithFallback(Configuration.Value),
                HoconAddMode.Replace => hocon,
                _ => throw new ArgumentOutOfRangeException(nameof(addMode), addMode, "It must be Append, Prepend or Replace."),
            };
    }

    internal ActorSystem CreateSystem(IServiceProvider services)
    {
        _built = true;
        var bootstrap = BootstrapSetup.Create().WithConfig(CompleteConfig());
        if (ActorRefProvider.HasValue)
            bootstrap = bootstrap.WithActorRefProvider(ActorRefProvider.Value);
        var setup = bootstrap.And(DependencyResolverSetup.Create(services));
        if (services.GetService<ILoggerFactory>() is { } loggerFactory)
            setup = setup.And(new LoggerFactorySetup(loggerFactory));
        // After the defaults: a setup of the application's own takes their place.
        return ActorSystem.Create(_actorSystemName, Setups.Aggregate(setup, (all, one) => all.And(one)));
    }

    internal async Task StartAsync(ActorSystem system)
    {
        var registry = ActorRegistry.For(system);
        foreach (var task in _startup)
            await task(system, registry).ConfigureAwait(false);
    }

    private Config CompleteConfig()
    {
        var config = Configuration.GetOrElse(Config.Empty).WithFallback(HostedDefaults);
        if (_extensions.Count == 0)
            return config;
        var named = config.GetStringList("akka.extensions").Concat(_extensions.Select(type => type.AssemblyQualifiedName!)).Distinct();
        return ConfigurationFactory.ParseString($"akka.extensions = [{string.Join(", ", named.Select(name => name.ToHocon()))}]")
            .WithFallback(config);
    }

    private void ThrowIfBuilt()
    {
        if (_built)
            throw new InvalidOperationException(
                $"The actor system {_actorSystemName} has been made already; configure it inside AddAkka, before it is used.");
    }
}
