namespace Akka.Event;

// counting ──the last of log-dead-letters──► silent (for good, or until the suspension ends: then logs once more and counts anew)
/// <summary>Logs dead letters, dropped and unhandled messages at INFO, so many of them as <c>akka.log-dead-letters</c> says.</summary>
public class DeadLetterListener : ActorBase
{
    private const string HowToStop = "This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' "
        + "and 'akka.log-dead-letters-during-shutdown'.";

    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly int _most = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspension = Context.System.Settings.LogDeadLettersSuspendDuration;
    private int _count;

    /// <summary>When the silence ends, by the scheduler's clock; null while counting.</summary>
    private TimeSpan? _silentUntil;

    protected override void PreStart()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    // A restart keeps the subscriptions: the next instance is the same reference.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
    }

    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (IsSuppressed(letter.Message))
            return true;
        if (_count < int.MaxValue)
            _count++;
        if (_silentUntil is { } until)
        {
            if (Now < until)
                return true;
            Log(letter, $", of which {_count - _most - 1} were not logged. The counter will be reset now");
            (_count, _silentUntil) = (0, null);
        }
        else if (_most == int.MaxValue || _count < _most)
        {
            Log(letter, "");
        }
        else if (_suspension == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
        }
        else
        {
            Log(letter, $", no more dead letters will be logged in next [{_suspension}]");
            _silentUntil = Now + _suspension;
        }

        return true;
    }

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    private static bool IsSuppressed(object message)
    {
        while (message is IWrappedMessage wrapped and not IDeadLetterSuppression)
            message = wrapped.Message;
        return message is IDeadLetterSuppression;
    }

    private void Log(AllDeadLetters letter, string done)
    {
        var origin = letter.Sender is null || letter.Sender.IsNobody() || ReferenceEquals(letter.Sender, Context.System.DeadLetters)
            ? "without sender" : $"from {letter.Sender.Path}";
        var recipient = letter.Recipient.Path;
        var what = letter.Message is IWrappedMessage wrapped
            ? $"[{letter.Message.GetType().Name}] wrapping [{wrapped.Message?.GetType().Name}]" : $"[{letter.Message.GetType().Name}]";
        var fate = letter switch
        {
            Dropped dropped => $"was dropped. {dropped.Reason}.",
            UnhandledMessage => "was unhandled.",
            _ => "was not delivered.",
        };
        var hint = letter is DeadLetter ? $"If this is not an expected behavior then {recipient} may have terminated unexpectedly. " : "";
        _eventStream.Publish(new Info(recipient.ToString(), letter.Recipient.GetType(),
            $"Message {what} {origin} to {recipient} {fate} [{_count}] dead letters encountered{done}. {hint}{HowToStop}"));
    }
}
