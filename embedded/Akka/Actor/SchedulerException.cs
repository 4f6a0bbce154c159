namespace Akka.Actor;

public sealed class SchedulerException : AkkaException
{
    public SchedulerException(string message) { }
}
