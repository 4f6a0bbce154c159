using Akka.Event;

namespace Akka.TestKit;

public interface IEventFilter
{
    /// <summary>Whether the event is the filter's; such an event is not logged.</summary>
    bool Apply(LogEvent logEvent);
}
