namespace Akka.Actor;

public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IActorRef GetChild(IReadOnlyList<string> name);
    IActorRefProvider Provider { get; }
    IInternalActorRef Parent { get; }
    void Restart(Exception cause);
    void Resume(Exception causedByFailure = null);
    void SendSystemMessage(ISystemMessage message);
    void Start();
    void Stop();
    void Suspend();
}
