namespace Akka.Dispatch;

public class RejectedExecutionException : AkkaException
{
    public RejectedExecutionException(string message = null, Exception inner = null) { }
}
