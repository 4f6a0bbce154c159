using System.Collections.Concurrent;
using System.Diagnostics;

namespace Akka.Actor.Internal;

/// <summary>The actor system. <c>ActorSystemImpl.Extensions</c> holds its extensions, <c>.Ending</c> its end.</summary>
[DebuggerDisplay("{Name}")]
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ConcurrentDictionary<Type, ActorTypeInfo> _typeInfos = new();
    private readonly ConcurrentDictionary<TimeSpan, AskTimeouts> _askTimeouts = new();

    public ActorSystemImpl(string name) : this(name, ConfigurationFactory.Load(), Akka.Actor.Setup.ActorSystemSetup.Empty)
    {
    }

    /// <exception cref="ArgumentException">The name is not made of letters, digits, - and _.</exception>
    /// <exception cref="ConfigurationException">A setting is wrong.</exception>
    public ActorSystemImpl(string name, Config config, Akka.Actor.Setup.ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        }
        if (config == null)
            throw new ArgumentNullException(nameof(config), $"Configuration of system {name} must not be null.");
        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new(this, config, setup);
        LocalProvider = SystemStart.Provider(this);
        EventStream = new(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", typeof(ActorSystem), Settings.LogFormatter);
        Scheduler = SystemStart.Scheduler(Settings, Log);
        LocalProvider.Prepare(this);
        ActorPipelineResolver = new(() => Log);
        ActorPipelineResolver.Changed += _typeInfos.Clear;
        ActorPipelineResolver.Register(new ActorStashPlugin());
        Mailboxes = new(this);
        Dispatchers = new(this, new DefaultDispatcherPrerequisites(EventStream, Scheduler, Settings, Mailboxes), Log);
    }

    public override string Name { get; }
    public override Settings Settings { get; }
    public override EventStream EventStream { get; }
    public override ILoggingAdapter Log { get; }
    public override IScheduler Scheduler { get; }
    public override Mailboxes Mailboxes { get; }
    public override Dispatchers Dispatchers { get; }
    public override ActorProducerPipelineResolver ActorPipelineResolver { get; }
    public override IActorRefProvider Provider => LocalProvider;
    public override IActorRef DeadLetters => LocalProvider.DeadLetters;
    public override IActorRef IgnoreRef => LocalProvider.IgnoreRef;
    public override IInternalActorRef Guardian => LocalProvider.Guardian;
    public override IInternalActorRef SystemGuardian => LocalProvider.SystemGuardian;
    public override IInternalActorRef LookupRoot => LocalProvider.RootGuardian;
    public Option<Props> GuardianProps { get; }
    internal LocalActorRefProvider LocalProvider { get; }

    public void Start()
    {
        FinishWhenGuardiansHaveEnded();
        try
        {
            LocalProvider.Init(this);
            EventStream.StartUnsubscriber(this);
            EventStream.StartDefaultLoggers(this);
            if (Settings.LogDeadLetters > 0)
                _deadLetterListener = SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
            SystemStart.RefuseWhatIsLeftOut(Settings);
            LoadExtensions();
            if (Settings.LogConfigOnStart)
                Log.Info(Settings.ToString());
        }
        catch (Exception)
        {
            Abort();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string name = null) => GuardianProps.IsEmpty
        ? LocalProvider.Guardian.Cell.AttachChild(props, isSystemService: false, name)
        : throw new InvalidOperationException($"Cannot create top-level actor [{name}] from the outside on an ActorSystem with a custom user guardian.");

    public override IActorRef SystemActorOf(Props props, string name = null) =>
        LocalProvider.SystemGuardian.Cell.AttachChild(props, isSystemService: true, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, LocalProvider.RootGuardian);

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent == LocalProvider.Guardian.Path)
            LocalProvider.Guardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        else if (parent == LocalProvider.SystemGuardian.Path)
            LocalProvider.SystemGuardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        else
            ((IInternalActorRef)actor).Stop();
    }

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(LocalProvider.RootGuardian, "");
        return text.ToString();

        void Print(IInternalActorRef node, string indent)
        {
            text.Append(indent).Append("-> ").Append(node.Path.Depth == 0 ? "/" : node.Path.Name).Append(' ').Append(node.GetType().Name).AppendLine();
            if (node is not ActorRefWithCell withCell)
                return;
            foreach (var child in withCell.Children)
                Print((IInternalActorRef)child, indent + "   ");
        }
    }

    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    internal ActorTypeInfo TypeInfo(Type type) =>
        _typeInfos.TryGetValue(type, out var info) ? info : _typeInfos.GetOrAdd(type, ActorTypeInfo.Of(type, this));

    internal AskTimeouts AskTimeouts(TimeSpan timeout)
    {
        if (_askTimeouts.TryGetValue(timeout, out var timeouts))
            return timeouts;
        // Somebody may ask with ever different timeouts: then each gets a queue of its own, which lives as long as the ask.
        return _askTimeouts.Count < 100 ? _askTimeouts.GetOrAdd(timeout, static timeout => new(timeout)) : new(timeout);
    }
}
