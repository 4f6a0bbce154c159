namespace Akka.Dispatch;

public interface IProducesMessageQueue<TQueue> where TQueue : IMessageQueue
{
}
