namespace Akka.Actor;

/// <summary>Makes a system's actors, and finds them by path.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly Dictionary<string, IInternalActorRef> _extraNames = [];
    private readonly TaskCompletionSource<Status> _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<ActorPath, IInternalActorRef> _deadLettersFactory;
    private RootGuardianActorRef _rootGuardian;
    private TempContainer _temp;
    private long _tempNumber;
    private ActorPath _tempRoot;

    internal LocalActorRefProvider(string systemName, Settings settings) : this(systemName, settings, null)
    {
    }

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream) : this(systemName, settings, eventStream, null, null)
    {
    }

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream, Deployer deployer,
        Func<ActorPath, IInternalActorRef> deadLettersFactory)
    {
        Settings = settings;
        EventStream = eventStream;
        Deployer = deployer ?? new(settings);
        RootPath = new RootActorPath(new Address("akka", systemName));
        _deadLettersFactory = deadLettersFactory;
    }

    public Settings Settings { get; }
    public Deployer Deployer { get; }
    public EventStream EventStream { get; private set; }
    public ILoggingAdapter Log { get; private set; }
    public ActorPath RootPath { get; }
    public Address DefaultAddress => RootPath.Address;
    public IActorRef DeadLetters { get; private set; }
    public IActorRef IgnoreRef { get; private set; }
    public IInternalActorRef RootGuardian => _rootGuardian;
    public LocalActorRef Guardian { get; private set; }
    public LocalActorRef SystemGuardian { get; private set; }
    public IInternalActorRef TempContainer => _temp;
    public Task TerminationTask => _terminated.Task;

    /// <summary>What the system's other parts need before any actor is there.</summary>
    internal void Prepare(ActorSystemImpl system)
    {
        EventStream ??= system.EventStream;
        Log = system.Log;
        var path = RootPath / "deadLetters";
        DeadLetters = _deadLettersFactory?.Invoke(path) ?? new DeadLetterActorRef(this, path, EventStream);
        IgnoreRef = new IgnoreActorRef(this);
        _tempRoot = RootPath / "temp";
        _temp = new(this, _tempRoot);
    }

    public void Init(ActorSystemImpl system)
    {
        var dispatcher = system.Dispatchers.Lookup(Dispatchers.InternalDispatcherId);
        var mailbox = new UnboundedMailbox();
        var supervisor = new RootGuardianSupervisor((RootActorPath)RootPath, this, _terminated, Log);
        var stopping = new OneForOneStrategy(cause =>
        {
            Log.Error(cause, "guardian failed, shutting down system");
            return Directive.Stop;
        });
        _rootGuardian = new(system, Props.Create<GuardianActor>().WithSupervisorStrategy(stopping), dispatcher, mailbox, supervisor, RootPath,
            (IInternalActorRef)DeadLetters, _extraNames);
        _rootGuardian.SetTempContainer(_temp);

        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        var userProps = system.GuardianProps.GetOrElse(Props.Create<GuardianActor>()).WithSupervisorStrategy(userStrategy);
        Guardian = NewGuardian(system, userProps, dispatcher, mailbox, "user");
        SystemGuardian = NewGuardian(system, Props.Create<SystemGuardianActor>(Guardian).WithSupervisorStrategy(SupervisorStrategy.DefaultStrategy),
            dispatcher, mailbox, "system");

        // Set up before any of them runs: / ends when /system has, and /system when /user has.
        _rootGuardian.Cell.Watch(SystemGuardian);
        SystemGuardian.Cell.Watch(Guardian);
        _rootGuardian.Start();
        SystemGuardian.Start();
        Guardian.Start();
    }

    public IActorRef RootGuardianAt(Address address) => address == DefaultAddress ? RootGuardian : DeadLetters;

    public Address GetExternalAddressFor(Address address) => address == DefaultAddress ? DefaultAddress : null;

    /// <summary>Answers to <c>/name</c> without an actor.</summary>
    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames.Add(name, actor);

    public ActorPath TempPath() => _tempRoot / ActorNames.FromNumber(Interlocked.Increment(ref _tempNumber) - 1);

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path)
    {
        RequireTemp(path);
        _temp.Add(path.Name, actorRef);
    }

    public void UnregisterTempActor(ActorPath path)
    {
        RequireTemp(path);
        _temp.Remove(path.Name);
    }

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, null, this);

    public IActorRef ResolveActorRef(string path) => ActorPath.TryParse(path, out var parsed) && parsed.Address == DefaultAddress
        ? ResolveActorRef(parsed)
        : DeadLetters;

    /// <returns>Where no actor is: a ref that makes dead letters with that path.</returns>
    public IActorRef ResolveActorRef(ActorPath path)
    {
        if (path.Address != DefaultAddress)
            return DeadLetters;
        if (path.Depth == 0)
            return RootGuardian;
        var found = _rootGuardian.GetChild(path.Elements);
        if (found is Nobody || (path.Uid != ActorCell.UndefinedUid && found.Path.Uid != path.Uid))
            return new EmptyLocalActorRef(this, path, EventStream);
        return found;
    }

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService,
        Deploy deploy, bool lookupDeploy, bool async)
    {
        var deployed = lookupDeploy ? Deployer.Lookup(path) : null;
        if (deploy != null)
            deployed = deployed == null ? deploy : deployed.WithFallback(deploy);
        return New(system, props, supervisor, path, deployed);
    }

    /// <summary>A child for that parent, by name or by number. The usual case, without a deployment, builds no path.</summary>
    internal LocalActorRef NewChild(ActorCell parent, Props props, string name, long number, int depth, bool systemService)
    {
        var system = parent.SystemImpl;
        if (!Deployer.MayHold(depth) && props.RouterConfig is NoRouter)
            return NewLocal(system, props, (LocalActorRef)parent.Self, name, number);
        name ??= ActorNames.FromNumber(number);
        var path = new ChildActorPath(parent.Self.Path, name, Random.Shared.Next(1, int.MaxValue));
        return New(system, props, (IInternalActorRef)parent.Self, path, systemService ? null : Deployer.Lookup(path));
    }

    private LocalActorRef New(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, Deploy deployed)
    {
        if (props.RouterConfig is not NoRouter)
            return RoutedActorRef.Create(system, props, deployed, supervisor, path);
        if (deployed == null)
            return NewLocal(system, props, supervisor, path);
        if (deployed.RouterConfig is not NoRouter && Settings.DebugRouterMisconfiguration)
            Log.Warning("Configuration says that [{0}] should be a router, but code disagrees. Remove the config or add a routerConfig to its Props.", path);
        // The configuration's word counts more than the code's.
        if (deployed.Dispatcher.Length > 0)
            props = props.WithDispatcher(deployed.Dispatcher);
        if (deployed.Mailbox.Length > 0)
            props = props.WithMailbox(deployed.Mailbox);
        if (deployed.StashCapacity != Deploy.NoStashSize)
            props = props.WithStashCapacity(deployed.StashCapacity);
        return NewLocal(system, props, supervisor, path);
    }

    private static LocalActorRef NewLocal(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path)
    {
        var made = Resolve(system, props, path.ToString());
        return new(system, props, made.Configurator.Dispatcher(), made.Mailbox, supervisor, path);
    }

    private static LocalActorRef NewLocal(ActorSystemImpl system, Props props, LocalActorRef supervisor, string name, long number)
    {
        var made = Resolve(system, props, name ?? "");
        return new(system, props, made.Configurator.Dispatcher(), made.Mailbox, supervisor, name, number);
    }

    private static PropsResolution Resolve(ActorSystemImpl system, Props props, string who)
    {
        try
        {
            return props.Resolve(system);
        }
        catch (Exception e) when (e is not ConfigurationException { InnerException: ConfigurationException })
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{who}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]: {e.Message}", e);
        }
    }

    private LocalActorRef NewGuardian(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailbox, string name)
    {
        var guardian = new LocalActorRef(system, props, dispatcher, mailbox, _rootGuardian,
            new ChildActorPath(RootPath, name, ActorCell.UndefinedUid));
        _rootGuardian.Cell.ReserveChild(name);
        _rootGuardian.Cell.InitChild(guardian);
        return guardian;
    }

    private void RequireTemp(ActorPath path)
    {
        if (path.Parent != _tempRoot)
            throw new InvalidOperationException($"{path} is no path of a temporary actor: it must be below {_tempRoot}.");
    }
}
