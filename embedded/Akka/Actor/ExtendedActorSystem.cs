namespace Akka.Actor;

public abstract class ExtendedActorSystem : ActorSystem
{
    public abstract IActorRefProvider Provider { get; }
    public abstract IInternalActorRef Guardian { get; }
    public abstract IInternalActorRef SystemGuardian { get; }
    public abstract IInternalActorRef LookupRoot { get; }
    public abstract ActorProducerPipelineResolver ActorPipelineResolver { get; }

    public abstract IActorRef SystemActorOf(Props props, string name = null);

    public abstract IActorRef SystemActorOf<TActor>(string name = null) where TActor : ActorBase, new();

    /// <summary>Stops all actors without a coordinated shutdown.</summary>
    public abstract void Abort();

    /// <summary>The actors as a tree, for a human.</summary>
    public abstract string PrintTree();
}
