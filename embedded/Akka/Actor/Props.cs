namespace Akka.Actor;

public class Props : ISurrogated, IEquatable<Props>
{
    protected Props() { }
    protected Props(Props copy) { }
    protected virtual Props Copy() => throw new NotImplementedException();
    public Deploy Deploy { get => throw new NotImplementedException(); protected set { } }
    public Props WithDeploy(Deploy deploy) => throw new NotImplementedException();
    public Props WithDispatcher(string dispatcher) => throw new NotImplementedException();
    public Props WithMailbox(string mailbox) => throw new NotImplementedException();
    public Props WithRouter(RouterConfig routerConfig) => throw new NotImplementedException();
    public Props WithStashCapacity(int stashCapacity) => throw new NotImplementedException();
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => throw new NotImplementedException();
    public SupervisorStrategy SupervisorStrategy { get => throw new NotImplementedException(); protected set { } }
    public RouterConfig RouterConfig { get => throw new NotImplementedException(); }
    public ISurrogate ToSurrogate(ActorSystem system) => throw new NotImplementedException();
    public Props(Deploy deploy, Type type, IEnumerable<object> args) { }
    public Props(Deploy deploy, Type type, params object[] args) { }
    public Props(Type type) { }
    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) { }
    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) { }
    public Props(Type type, object[] args) { }
    public Type Type { get => throw new NotImplementedException(); }
    public bool Equals(Props other) => throw new NotImplementedException();
    public object[] Arguments { get => throw new NotImplementedException(); }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public static Props Create(Type type, params object[] args) => throw new NotImplementedException();
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() => throw new NotImplementedException();
    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null) where TActor : ActorBase => throw new NotImplementedException();
    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => throw new NotImplementedException();
    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => throw new NotImplementedException();
    public static Props Empty { get => throw new NotImplementedException(); }
    public static readonly Props None = default;
    public string Dispatcher { get => throw new NotImplementedException(); }
    public string Mailbox { get => throw new NotImplementedException(); }
    public string TypeName { get => throw new NotImplementedException(); }
    public virtual ActorBase NewActor() => throw new NotImplementedException();
}
