namespace Akka.Actor;

/// <summary>The parent of /: when / has ended, so has the system.</summary>
public class RootGuardianSupervisor(RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log)
    : MinimalActorRef
{
    public Exception CauseOfTermination { get; private set; }
    public override ActorPath Path { get; } = root / "_Root-guardian-supervisor";
    public override IActorRefProvider Provider { get; } = provider;

    public override void Stop() => Terminated();

    public override void SendSystemMessage(ISystemMessage systemMessage)
    {
        switch (systemMessage)
        {
            case Failed failed:
                CauseOfTermination = failed.Cause;
                log.Error(failed.Cause, "guardian {0} failed, shutting down!", failed.Child);
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                Terminated();
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender) =>
        log.Error("Root guardian supervisor received unexpected message [{0}]", message);

    private void Terminated() => terminationPromise.TrySetResult(
        CauseOfTermination == null ? Status.Success.Instance : new Status.Failure(CauseOfTermination));
}
