namespace Akka.Actor;

/// <summary>What a system needs to begin: its configuration, and its provider.</summary>
public sealed class BootstrapSetup : Setup.Setup
{
    private BootstrapSetup(Option<Config> config, Option<ProviderSelection> provider)
    {
        Config = config;
        ActorRefProvider = provider;
    }

    public Option<Config> Config { get; }
    public Option<ProviderSelection> ActorRefProvider { get; }

    public static BootstrapSetup Create() => new(Option<Config>.None, Option<ProviderSelection>.None);

    public BootstrapSetup WithConfig(Config config) => new(Option<Config>.Create(config), ActorRefProvider);

    public BootstrapSetup WithConfigFallback(Config config) =>
        WithConfig(Config.HasValue ? Config.Value.WithFallback(config) : config);

    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => new(Config, Option<ProviderSelection>.Create(name));
}
