namespace Akka.Event;

public enum LogFilterType : int
{
    Source = 0,
    Content = 1,
}

public enum LogFilterDecision : int
{
    Keep = 0,
    Drop = 1,
    NoDecision = 2,
}

public abstract class LogFilterBase : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    protected LogFilterBase()
    {
    }

    /// <summary>Filters on the source are asked first; only if none drops the event is its message formatted for the others.</summary>
    public abstract LogFilterType FilterType { get; }

    public abstract LogFilterDecision ShouldKeepMessage(LogEvent content, string expandedMessage = null);
}
