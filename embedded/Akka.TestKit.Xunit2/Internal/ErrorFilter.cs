using Akka.Event;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit.Internal;

/// <summary>Matches errors; with an exception type, those with such an exception, whose own message is as good as the event's.</summary>
public class ErrorFilter : EventFilterBase
{
    private readonly Type _exceptionType;
    private readonly bool _recurseInnerExceptions;

    public ErrorFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null)
        : this(null, messageMatcher, sourceMatcher)
    {
    }

    public ErrorFilter(
        Type exceptionType, IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null, bool recurseInnerExceptions = false)
        : base(messageMatcher, sourceMatcher)
    {
        _exceptionType = exceptionType;
        _recurseInnerExceptions = recurseInnerExceptions;
    }

    protected override string FilterDescriptiveName => _exceptionType is null ? "Error" : $"Error with {_exceptionType}";

    protected override bool IsMatch(LogEvent evt)
    {
        if (evt is not Error error)
            return false;
        if (_exceptionType is null)
            return InternalDoMatch(error.LogSource, error.Message);
        for (var cause = error.Cause; cause is not null; cause = _recurseInnerExceptions ? cause.InnerException : null)
        {
            if (_exceptionType.IsInstanceOfType(cause)
                && (InternalDoMatch(error.LogSource, error.Message) || InternalDoMatch(error.LogSource, cause.Message)))
                return true;
        }
        return false;
    }
}
