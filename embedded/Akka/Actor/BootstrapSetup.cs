namespace Akka.Actor;

public sealed class BootstrapSetup : Akka.Actor.Setup.Setup
{
    public BootstrapSetup WithActorRefProvider(ProviderSelection name) => throw new NotImplementedException();
    public BootstrapSetup WithConfig(Config config) => throw new NotImplementedException();
    public BootstrapSetup WithConfigFallback(Config config) => throw new NotImplementedException();
    public Option<ProviderSelection> ActorRefProvider { get => throw new NotImplementedException(); }
    public Option<Config> Config { get => throw new NotImplementedException(); }
    public static BootstrapSetup Create() => throw new NotImplementedException();
    internal BootstrapSetup() { }
}
