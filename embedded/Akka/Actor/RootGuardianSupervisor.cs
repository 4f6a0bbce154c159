namespace Akka.Actor;

public class RootGuardianSupervisor : MinimalActorRef
{
    protected override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    public Exception CauseOfTermination { get => throw new NotImplementedException(); }
    public RootGuardianSupervisor(RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log) { }
    public override ActorPath Path { get => throw new NotImplementedException(); }
    public override IActorRefProvider Provider { get => throw new NotImplementedException(); }
    public override void SendSystemMessage(ISystemMessage systemMessage) => throw new NotImplementedException();
    public override void Stop() => throw new NotImplementedException();
}
