namespace Akka.Actor;

public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() { }
    public LoggerInitializationException(string message) { }
    public LoggerInitializationException(string message, Exception cause = null) { }
}
