namespace Akka.Actor;

public sealed class LocalActorRefProvider : IActorRefProvider
{
    public ActorPath RootPath { get => throw new NotImplementedException(); }
    public ActorPath TempPath() => throw new NotImplementedException();
    public Address DefaultAddress { get => throw new NotImplementedException(); }
    public Address GetExternalAddressFor(Address address) => throw new NotImplementedException();
    public Deployer Deployer { get => throw new NotImplementedException(); }
    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => throw new NotImplementedException();
    public IActorRef DeadLetters { get => throw new NotImplementedException(); }
    public IActorRef IgnoreRef { get => throw new NotImplementedException(); }
    public IActorRef ResolveActorRef(ActorPath path) => throw new NotImplementedException();
    public IActorRef ResolveActorRef(string path) => throw new NotImplementedException();
    public IActorRef RootGuardianAt(Address address) => throw new NotImplementedException();
    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy, bool lookupDeploy, bool async) => throw new NotImplementedException();
    public IInternalActorRef RootGuardian { get => throw new NotImplementedException(); }
    public IInternalActorRef TempContainer { get => throw new NotImplementedException(); }
    public LocalActorRef Guardian { get => throw new NotImplementedException(); }
    public LocalActorRef SystemGuardian { get => throw new NotImplementedException(); }
    public Settings Settings { get => throw new NotImplementedException(); }
    public EventStream EventStream { get => throw new NotImplementedException(); }
    public ILoggingAdapter Log { get => throw new NotImplementedException(); }
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream) { }
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream, Deployer deployer, Func<ActorPath, IInternalActorRef> deadLettersFactory) { }
    public Task TerminationTask { get => throw new NotImplementedException(); }
    public void Init(ActorSystemImpl system) => throw new NotImplementedException();
    public void RegisterExtraName(string name, IInternalActorRef actor) => throw new NotImplementedException();
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => throw new NotImplementedException();
    public void UnregisterTempActor(ActorPath path) => throw new NotImplementedException();
}
