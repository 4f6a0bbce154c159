namespace Akka.Actor;

public class Deploy : ISurrogated, IEquatable<Deploy>
{
    public Scope Scope { get => throw new NotImplementedException(); }
    public Config Config { get => throw new NotImplementedException(); }
    public RouterConfig RouterConfig { get => throw new NotImplementedException(); }
    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public Deploy() { }
    public Deploy(Scope scope) { }
    public Deploy(RouterConfig routerConfig) { }
    public Deploy(RouterConfig routerConfig, Scope scope) { }
    public Deploy(string path, Scope scope) { }
    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher) { }
    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox) { }
    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox, int stashCapacity) { }
    public bool Equals(Deploy other) => throw new NotImplementedException();
    public const int NoStashSize = -1;
    public int StashCapacity { get => throw new NotImplementedException(); }
    public static readonly Deploy Local = default;
    public static readonly Deploy None = default;
    public static readonly Scope NoScopeGiven = default;
    public static readonly string NoDispatcherGiven = default;
    public static readonly string NoMailboxGiven = default;
    public string Dispatcher { get => throw new NotImplementedException(); }
    public string Mailbox { get => throw new NotImplementedException(); }
    public string Path { get => throw new NotImplementedException(); }
    public virtual Deploy WithDispatcher(string dispatcher) => throw new NotImplementedException();
    public virtual Deploy WithFallback(Deploy other) => throw new NotImplementedException();
    public virtual Deploy WithMailbox(string mailbox) => throw new NotImplementedException();
    public virtual Deploy WithRouterConfig(RouterConfig routerConfig) => throw new NotImplementedException();
    public virtual Deploy WithScope(Scope scope) => throw new NotImplementedException();
    public virtual Deploy WithStashCapacity(int stashSize) => throw new NotImplementedException();
}
