namespace Akka.Event;

public abstract class MinimalLogger : MinimalActorRef
{
    protected MinimalLogger() { }
    protected abstract void Log(object message);
    protected sealed override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    public LogFilterEvaluator Filter { get => throw new NotImplementedException(); }
    public sealed override ActorPath Path { get => throw new NotImplementedException(); }
    public sealed override IActorRefProvider Provider { get => throw new NotImplementedException(); }
}
