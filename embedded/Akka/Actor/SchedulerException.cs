namespace Akka.Actor;

/// <summary>The scheduler has been shut down, or cannot keep what it promised.</summary>
public sealed class SchedulerException : AkkaException
{
    public SchedulerException(string message)
        : base(message)
    {
    }
}
