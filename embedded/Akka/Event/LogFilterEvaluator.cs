namespace Akka.Event;

public class LogFilterEvaluator
{
    public static readonly LogFilterEvaluator NoFilters = new([]);

    private readonly LogFilterBase[] _sources;
    private readonly LogFilterBase[] _contents;

    public LogFilterEvaluator(LogFilterBase[] filters)
    {
        _sources = Array.FindAll(filters, static filter => filter.FilterType == LogFilterType.Source);
        _contents = Array.FindAll(filters, static filter => filter.FilterType == LogFilterType.Content);
        EvaluatesLogSourcesOnly = _contents.Length == 0;
    }

    public bool EvaluatesLogSourcesOnly { get; }

    /// <summary>False as soon as one filter drops the event.</summary>
    /// <param name="evt">The event.</param>
    /// <param name="expandedLogMessage">The formatted message if a filter had to see it, else empty.</param>
    public virtual bool ShouldTryKeepMessage(LogEvent evt, out string expandedLogMessage)
    {
        expandedLogMessage = string.Empty;
        if (Drops(_sources, evt, expandedLogMessage))
            return false;
        if (EvaluatesLogSourcesOnly)
            return true;
        expandedLogMessage = evt.Message?.ToString() ?? string.Empty;
        return !Drops(_contents, evt, expandedLogMessage);
    }

    private static bool Drops(LogFilterBase[] filters, LogEvent evt, string message)
    {
        foreach (var filter in filters)
        {
            switch (filter.ShouldKeepMessage(evt, message))
            {
                case LogFilterDecision.Drop:
                    return true;
                case LogFilterDecision.Keep:
                    return false;
            }
        }

        return false;
    }
}
