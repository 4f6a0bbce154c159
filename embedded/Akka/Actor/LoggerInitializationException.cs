namespace Akka.Actor;

public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() : base()
    {
    }

    public LoggerInitializationException(string message) : base(message)
    {
    }

    public LoggerInitializationException(string message, Exception cause = null) : base(message, cause)
    {
    }
}
