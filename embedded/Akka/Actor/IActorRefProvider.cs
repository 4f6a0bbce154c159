namespace Akka.Actor;

public interface IActorRefProvider
{
    IInternalActorRef RootGuardian { get; }
    LocalActorRef Guardian { get; }
    LocalActorRef SystemGuardian { get; }
    IActorRef DeadLetters { get; }
    IActorRef IgnoreRef { get; }
    ActorPath RootPath { get; }
    Settings Settings { get; }
    Deployer Deployer { get; }
    IInternalActorRef TempContainer { get; }
    Task TerminationTask { get; }
    Address DefaultAddress { get; }

    IActorRef RootGuardianAt(Address address);

    void Init(ActorSystemImpl system);

    ActorPath TempPath();

    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    void UnregisterTempActor(ActorPath path);

    IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService,
        Deploy deploy, bool lookupDeploy, bool async);

    IActorRef ResolveActorRef(string path);

    IActorRef ResolveActorRef(ActorPath actorPath);

    Address GetExternalAddressFor(Address address);

    FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);
}
