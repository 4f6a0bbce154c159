namespace Akka.Actor;

public class ActorProducerPipelineResolver
{
    public ActorProducerPipelineResolver(Func<ILoggingAdapter> logBuilder) { }
    public bool Insert(int index, IActorProducerPlugin plugin) => throw new NotImplementedException();
    public bool IsRegistered(IActorProducerPlugin plugin) => throw new NotImplementedException();
    public bool Register(IActorProducerPlugin plugin) => throw new NotImplementedException();
    public bool Unregister(IActorProducerPlugin plugin) => throw new NotImplementedException();
    public int TotalPluginCount { get => throw new NotImplementedException(); }
}
