namespace Akka.Actor.Internal;

public class ActorSystemImpl : ExtendedActorSystem
{
    public ActorSystemImpl(string name) { }
    public ActorSystemImpl(string name, Config config, Akka.Actor.Setup.ActorSystemSetup setup, Option<Props>? guardianProps = default) { }
    public Option<Props> GuardianProps { get => throw new NotImplementedException(); }
    public override ActorProducerPipelineResolver ActorPipelineResolver { get => throw new NotImplementedException(); }
    public override ActorSelection ActorSelection(ActorPath actorPath) => throw new NotImplementedException();
    public override ActorSelection ActorSelection(string actorPath) => throw new NotImplementedException();
    public override IActorRef ActorOf(Props props, string name = null) => throw new NotImplementedException();
    public override IActorRef DeadLetters { get => throw new NotImplementedException(); }
    public override IActorRef IgnoreRef { get => throw new NotImplementedException(); }
    public override IActorRef SystemActorOf(Props props, string name = null) => throw new NotImplementedException();
    public override IActorRef SystemActorOf<TActor>(string name = null) => throw new NotImplementedException();
    public override IActorRefProvider Provider { get => throw new NotImplementedException(); }
    public override IInternalActorRef Guardian { get => throw new NotImplementedException(); }
    public override IInternalActorRef LookupRoot { get => throw new NotImplementedException(); }
    public override IInternalActorRef SystemGuardian { get => throw new NotImplementedException(); }
    public override IScheduler Scheduler { get => throw new NotImplementedException(); }
    public override Settings Settings { get => throw new NotImplementedException(); }
    public override Dispatchers Dispatchers { get => throw new NotImplementedException(); }
    public override Mailboxes Mailboxes { get => throw new NotImplementedException(); }
    public override EventStream EventStream { get => throw new NotImplementedException(); }
    public override ILoggingAdapter Log { get => throw new NotImplementedException(); }
    public override T GetExtension<T>() => throw new NotImplementedException();
    /// <summary>Stops the guardians without CoordinatedShutdown, whose last phase calls it; again is nothing.</summary>
    internal void FinalTerminate() => throw new NotImplementedException();
    public override Task Terminate() => throw new NotImplementedException();
    public override Task WhenTerminated { get => throw new NotImplementedException(); }
    public override bool HasExtension(Type type) => throw new NotImplementedException();
    public override bool HasExtension<T>() => throw new NotImplementedException();
    public override bool TryGetExtension(Type extensionType, out object extension) => throw new NotImplementedException();
    public override bool TryGetExtension<T>(out T extension) => throw new NotImplementedException();
    public override object GetExtension(IExtensionId extensionId) => throw new NotImplementedException();
    public override object RegisterExtension(IExtensionId extension) => throw new NotImplementedException();
    public override string Name { get => throw new NotImplementedException(); }
    public override string PrintTree() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
    public override void Abort() => throw new NotImplementedException();
    public override void RegisterOnTermination(Action code) => throw new NotImplementedException();
    public override void Stop(IActorRef actor) => throw new NotImplementedException();
    public void Start() => throw new NotImplementedException();
}
