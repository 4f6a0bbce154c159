using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>
/// The kit's logger: logs as the default one does, less what event filters match. Dead letters and unhandled messages pass
/// through the filters as warnings, whose source is the recipient's path.
/// </summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var channel in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
                    initialize.LoggingBus.Subscribe(Self, channel);
                Sender.Tell(new LoggerInitialized());
                return true;
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                return true;
            case LogEvent logEvent:
                if (!IsFiltered(logEvent))
                    Print(logEvent);
                return true;
            case DeadLetter deadLetter:
                HearDeadLetter(deadLetter);
                return true;
            case UnhandledMessage unhandled:
                var source = unhandled.Recipient.Path.ToString();
                var text = $"Unhandled message from {unhandled.Sender}: {unhandled.Message}";
                var warning = new Warning(source, unhandled.Recipient.GetType(), text);
                if (!IsFiltered(warning))
                    Print(warning);
                return true;
            default:
                return base.Receive(message);
        }
    }

    private void HearDeadLetter(DeadLetter deadLetter)
    {
        if (deadLetter.Message is ISystemMessage)
            return;
        // The runtime's own dead-letter log tells of it; here it only has to be findable by a filter.
        var recipient = deadLetter.Recipient;
        IsFiltered(new Warning(recipient.Path.ToString(), recipient.GetType(), deadLetter));
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        foreach (var filter in _filters)
        {
            if (filter.Apply(logEvent))
                return true;
        }
        return false;
    }
}
