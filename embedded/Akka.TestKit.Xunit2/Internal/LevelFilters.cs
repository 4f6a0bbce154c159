using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

public class DebugFilter : EventFilterBase
{
    public DebugFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null)
        : base(messageMatcher, sourceMatcher)
    {
    }

    protected override string FilterDescriptiveName => "Debug";

    protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
}

public class InfoFilter : EventFilterBase
{
    public InfoFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null)
        : base(messageMatcher, sourceMatcher)
    {
    }

    protected override string FilterDescriptiveName => "Info";

    protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
}

public class WarningFilter : EventFilterBase
{
    public WarningFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null)
        : base(messageMatcher, sourceMatcher)
    {
    }

    protected override string FilterDescriptiveName => "Warning";

    protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
}

public class CustomEventFilter : EventFilterBase
{
    private readonly Predicate<LogEvent> _predicate;

    public CustomEventFilter(Predicate<LogEvent> predicate)
        : base(null, null) => _predicate = predicate;

    protected override string FilterDescriptiveName => "Custom";

    protected override bool IsMatch(LogEvent evt) => _predicate(evt);
}
