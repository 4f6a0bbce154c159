namespace Akka.Actor;

public abstract class ExtendedActorSystem : ActorSystem
{
    protected ExtendedActorSystem() { }
    public abstract ActorProducerPipelineResolver ActorPipelineResolver { get; }
    public abstract IActorRef SystemActorOf(Props props, string name = null);
    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();
    public abstract IActorRefProvider Provider { get; }
    public abstract IInternalActorRef Guardian { get; }
    public abstract IInternalActorRef LookupRoot { get; }
    public abstract IInternalActorRef SystemGuardian { get; }
    public abstract string PrintTree();
    public abstract void Abort();
}
