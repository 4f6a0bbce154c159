namespace Akka.Actor;

public interface IIndirectActorProducer
{
    ActorBase Produce();
    Type ActorType { get; }
    void Release(ActorBase actor);
}
