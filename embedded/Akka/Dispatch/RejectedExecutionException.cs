namespace Akka.Dispatch;

public class RejectedExecutionException(string message = null, Exception inner = null) : AkkaException(message, inner);
