using Akka.Actor;

namespace Crosstown.Actors.Pools;

/// <summary>Makes Props from a factory method, so that an actor is created by its constructor, without reflection.</summary>
internal static class ActorProps
{
    public static Props Of<TActor>(Func<TActor> make)
        where TActor : ActorBase => Props.CreateBy(new Producer<TActor>(make));

    private sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }
}
