namespace Akka.Actor;

public class Deploy : ISurrogated, IEquatable<Deploy>
{
    public const int NoStashSize = -1;
    public static readonly string NoDispatcherGiven = "";
    public static readonly string NoMailboxGiven = "";
    public static readonly Scope NoScopeGiven = NoScope.Instance;
    public static readonly Deploy Local = new(LocalScope.Instance);
    public static readonly Deploy None = new();

    public Deploy() : this("", null, NoRouter.Instance, NoScopeGiven, NoDispatcherGiven)
    {
    }

    public Deploy(Scope scope) : this("", null, NoRouter.Instance, scope, NoDispatcherGiven)
    {
    }

    public Deploy(string path, Scope scope) : this(path, null, NoRouter.Instance, scope, NoDispatcherGiven)
    {
    }

    public Deploy(RouterConfig routerConfig) : this("", null, routerConfig, NoScopeGiven, NoDispatcherGiven)
    {
    }

    public Deploy(RouterConfig routerConfig, Scope scope) : this("", null, routerConfig, scope, NoDispatcherGiven)
    {
    }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher)
        : this(path, config, routerConfig, scope, dispatcher, NoMailboxGiven)
    {
    }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox)
        : this(path, config, routerConfig, scope, dispatcher, mailbox, NoStashSize)
    {
    }

    public Deploy(string path, Config config, RouterConfig routerConfig, Scope scope, string dispatcher, string mailbox, int stashCapacity)
    {
        Path = path ?? "";
        Config = config ?? Config.Empty;
        RouterConfig = routerConfig ?? NoRouter.Instance;
        Scope = scope ?? NoScopeGiven;
        Dispatcher = dispatcher ?? NoDispatcherGiven;
        Mailbox = mailbox ?? NoMailboxGiven;
        StashCapacity = stashCapacity;
    }

    public string Path { get; }
    public Config Config { get; }
    public RouterConfig RouterConfig { get; }
    public Scope Scope { get; }
    public string Dispatcher { get; }
    public string Mailbox { get; }
    public int StashCapacity { get; }

    /// <summary>This deployment, and <paramref name="other"/> where this one says nothing.</summary>
    public virtual Deploy WithFallback(Deploy other) => new(
        Path,
        Config.Equals(other.Config) ? Config : Config.WithFallback(other.Config),
        RouterConfig.WithFallback(other.RouterConfig),
        Scope.WithFallback(other.Scope),
        Dispatcher.Length == 0 ? other.Dispatcher : Dispatcher,
        Mailbox.Length == 0 ? other.Mailbox : Mailbox,
        StashCapacity == NoStashSize ? other.StashCapacity : StashCapacity);

    public virtual Deploy WithScope(Scope scope) => new(Path, Config, RouterConfig, scope, Dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithMailbox(string mailbox) => new(Path, Config, RouterConfig, Scope, Dispatcher, mailbox, StashCapacity);

    public virtual Deploy WithDispatcher(string dispatcher) => new(Path, Config, RouterConfig, Scope, dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithRouterConfig(RouterConfig routerConfig) => new(Path, Config, routerConfig, Scope, Dispatcher, Mailbox, StashCapacity);

    public virtual Deploy WithStashCapacity(int stashSize) => new(Path, Config, RouterConfig, Scope, Dispatcher, Mailbox, stashSize);

    public bool Equals(Deploy other) => other != null && (ReferenceEquals(this, other)
        || (Path == other.Path && Dispatcher == other.Dispatcher && Mailbox == other.Mailbox && StashCapacity == other.StashCapacity
            && RouterConfig.Equals(other.RouterConfig) && Scope.Equals(other.Scope)
            && (ReferenceEquals(Config, other.Config) || (Config.IsEmpty && other.Config.IsEmpty) || Config.Equals(other.Config))));

    public ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);
}
