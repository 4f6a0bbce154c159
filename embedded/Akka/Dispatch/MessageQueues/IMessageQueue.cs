namespace Akka.Dispatch.MessageQueues;

public interface IMessageQueue
{
    bool HasMessages { get; }
    bool TryDequeue(out Envelope envelope);
    int Count { get; }
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
    void Enqueue(IActorRef receiver, Envelope envelope);
}
