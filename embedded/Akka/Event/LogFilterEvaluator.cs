namespace Akka.Event;

public class LogFilterEvaluator
{
    public bool EvaluatesLogSourcesOnly { get => throw new NotImplementedException(); }
    public static readonly LogFilterEvaluator NoFilters = default;
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage) => throw new NotImplementedException();
}
