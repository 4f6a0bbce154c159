using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>How to make an actor. Immutable: With… returns another.</summary>
public class Props : ISurrogated, IEquatable<Props>
{
    public static readonly Props None = new(typeof(EmptyActor), []);

    private readonly Deploy _deploy;
    private readonly SupervisorStrategy _supervisorStrategy;
    private readonly ActorFactory _factory;
    /// <summary>What the last system to use these props made of them; replaced as a whole.</summary>
    private volatile PropsResolution _resolution;

    protected Props() : this(Deploy.None, typeof(EmptyActor), [])
    {
    }

    protected Props(Props copy)
    {
        _factory = copy._factory;
        _deploy = copy._deploy;
        _supervisorStrategy = copy._supervisorStrategy;
        Type = copy.Type;
        Arguments = copy.Arguments;
    }

    public Props(Type type) : this(Deploy.None, type, [])
    {
    }

    public Props(Type type, object[] args) : this(Deploy.None, type, args)
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) : this(type, supervisorStrategy, args?.ToArray())
    {
    }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) : this(Deploy.None, type, args) =>
        _supervisorStrategy = supervisorStrategy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args) : this(deploy, type, args?.ToArray())
    {
    }

    public Props(Deploy deploy, Type type, params object[] args) : this(deploy, new TypeFactory(type, args ?? []), type, args ?? [])
    {
    }

    private Props(Deploy deploy, ActorFactory factory, Type type, object[] args, SupervisorStrategy supervisorStrategy = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        _deploy = deploy ?? Deploy.None;
        _factory = factory;
        _supervisorStrategy = supervisorStrategy;
        Type = type;
        Arguments = args;
    }

    public static Props Empty { get; } = new(typeof(EmptyActor), []);

    public Type Type { get; }
    public string TypeName => Type.AssemblyQualifiedName;
    public object[] Arguments { get; }

    public Deploy Deploy
    {
        get => _deploy;
        protected set => throw new NotSupportedException("Props are immutable; use WithDeploy.");
    }

    public SupervisorStrategy SupervisorStrategy
    {
        get => _supervisorStrategy;
        protected set => throw new NotSupportedException("Props are immutable; use WithSupervisorStrategy.");
    }

    public string Dispatcher => _deploy.Dispatcher.Length == 0 ? Dispatchers.DefaultDispatcherId : _deploy.Dispatcher;
    public string Mailbox => _deploy.Mailbox.Length == 0 ? Mailboxes.DefaultMailboxId : _deploy.Mailbox;
    public RouterConfig RouterConfig => _deploy.RouterConfig;

    /// <summary>The expression's arguments are evaluated here and now, once; every actor made of the props gets the same.</summary>
    /// <exception cref="ArgumentException">The expression is not <c>() => new T(…)</c>.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null) where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (factory.Body is not NewExpression created)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        var args = NewArguments.Evaluate(created);
        return new(Deploy.None, new ConstructorFactory(created.Constructor, created.Type, args), typeof(TActor), args, supervisorStrategy);
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() =>
        new(typeof(TActor), supervisorStrategy);

    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type, nameof(type));
        return new(type, args);
    }

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(producer);
        return new(Deploy.None, new ProducerFactory(producer), producer.ActorType, args);
    }

    public Props WithMailbox(string mailbox) => WithDeploy(_deploy.WithMailbox(mailbox));

    public Props WithDispatcher(string dispatcher) => WithDeploy(_deploy.WithDispatcher(dispatcher));

    public Props WithRouter(RouterConfig routerConfig) => WithDeploy(_deploy.WithRouterConfig(routerConfig));

    public Props WithStashCapacity(int stashCapacity) => WithDeploy(_deploy.WithStashCapacity(stashCapacity));

    public Props WithDeploy(Deploy deploy) => With(deploy, _supervisorStrategy);

    /// <summary>The strategy for the actor's children, instead of the one its class gives.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => With(_deploy, supervisorStrategy);

    public virtual ActorBase NewActor() => _factory.New();

    protected virtual Props Copy() => new(this);

    public bool Equals(Props other) => other != null && (ReferenceEquals(this, other)
        || (Type == other.Type && _deploy.Equals(other._deploy) && Equals(_supervisorStrategy, other._supervisorStrategy)
            && Arguments.AsSpan().SequenceEqual(other.Arguments)));

    public override bool Equals(object obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, _deploy.Dispatcher, _deploy.Mailbox, Arguments.Length);

    public ISurrogate ToSurrogate(ActorSystem system) => throw NoSerialization.Here(this);

    internal void Release(ActorBase actor) => _factory.Release(actor);

    /// <summary>The mailbox and dispatcher for an actor of these props in that system.</summary>
    internal PropsResolution Resolve(ActorSystemImpl system)
    {
        var resolution = _resolution;
        if (resolution == null || !ReferenceEquals(resolution.System, system))
            _resolution = resolution = PropsResolution.Of(this, system);
        return resolution;
    }

    private Props With(Deploy deploy, SupervisorStrategy strategy)
    {
        if (GetType() == typeof(Props))
            return new(deploy, _factory, Type, Arguments, strategy);
        // A subclass knows how to copy what it adds; the copy is ours alone until it is returned.
        var copy = Copy();
        return copy.GetType() == typeof(Props) ? new Props(deploy, copy._factory, Type, Arguments, strategy)
            : new Delegating(deploy, copy, strategy);
    }

    /// <summary>A subclass's instances under another deployment.</summary>
    private sealed class Delegating(Deploy deploy, Props inner, SupervisorStrategy strategy)
        : Props(deploy, inner._factory, inner.Type, inner.Arguments, strategy)
    {
        public override ActorBase NewActor() => inner.NewActor();

        protected override Props Copy() => inner.Copy();
    }

    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
