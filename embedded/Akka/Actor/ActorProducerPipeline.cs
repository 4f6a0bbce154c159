namespace Akka.Actor;

public class ActorProducerPipeline : IEnumerable<IActorProducerPlugin>
{
    public ActorProducerPipeline(Lazy<ILoggingAdapter> log, IEnumerable<IActorProducerPlugin> plugins) { }
    public IEnumerator<IActorProducerPlugin> GetEnumerator() => throw new NotImplementedException();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    public int Count { get => throw new NotImplementedException(); }
    public void AfterActorIncarnated(ActorBase actor, IActorContext context) => throw new NotImplementedException();
    public void BeforeActorIncarnated(ActorBase actor, IActorContext context) => throw new NotImplementedException();
}
