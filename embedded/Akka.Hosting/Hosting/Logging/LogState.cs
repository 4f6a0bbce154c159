using System.Collections;
using Akka.Event;

namespace Akka.Hosting.Logging;

/// <summary>A log event as structured state: the event's own arguments, and where it comes from.</summary>
internal sealed class LogState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string OriginalFormat = "{OriginalFormat}";

    private readonly LogEvent _log;
    private readonly List<KeyValuePair<string, object?>> _values = [];

    public LogState(LogEvent log, ActorPath path)
    {
        _log = log;
        if (log.Message is LogMessage message)
        {
            var position = 0;
            foreach (var parameter in message.Parameters())
                _values.Add(new($"{position++}", parameter));
        }
        _values.Add(new("LogSource", log.LogSource));
        _values.Add(new("ActorPath", path));
        _values.Add(new("Timestamp", log.Timestamp));
        _values.Add(new("ThreadId", log.Thread.ManagedThreadId));
        _values.Add(new(OriginalFormat, log.Message is LogMessage formatted ? formatted.Format : log.Message?.ToString()));
    }

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"[{_log.LogSource}] {_log.Message}";
}
