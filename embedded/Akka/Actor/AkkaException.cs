namespace Akka.Actor;

public abstract class AkkaException : Exception
{
    protected AkkaException()
    {
    }

    protected AkkaException(string message, Exception cause = null) : base(message, cause) => Cause = cause;

    protected Exception Cause { get; }
}
