namespace Akka.Event;

internal static class LogText
{
    /// <summary>The event as one text; false when the filter drops it. Never throws over a template that does not fit.</summary>
    internal static bool TryRead(LogEvent logEvent, LogFilterEvaluator filter, out string line)
    {
        line = null;
        try
        {
            if (!filter.ShouldTryKeepMessage(logEvent, out var expanded))
                return false;
            line = expanded is { Length: > 0 } ? logEvent.Format(expanded) : logEvent.ToString();
        }
        catch (FormatException)
        {
            var message = logEvent.Message is LogMessage template ? template.Unformatted() : "";
            line = logEvent.Format($"Received a malformed formatted message. {message}");
        }

        return true;
    }
}
