namespace Akka.Actor;

public partial class ActorCell
{
    /// <summary>Null while no timeout is set.</summary>
    private ReceiveTimer _receiveTimeout;

    private sealed class ReceiveTimer(TimeSpan timeout)
    {
        internal TimeSpan Timeout { get; } = timeout;
        internal ICancelable Pending { get; set; }
    }

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        CancelReceiveTimeout();
        if (timeout is null || timeout == Timeout.InfiniteTimeSpan || timeout == TimeSpan.MaxValue)
        {
            _receiveTimeout = null;
            return;
        }
        if (timeout.Value < TimeSpan.FromMilliseconds(1))
            throw new ArgumentException("SetReceiveTimeout: timeout must be 1 millisecond or more.", nameof(timeout));
        _receiveTimeout = new(timeout.Value);
        // Outside a message (in a constructor or PreStart) nothing else would start it.
        CheckReceiveTimeout();
    }

    /// <param name="reschedule">False: a timeout that runs goes on running.</param>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout == null || (!reschedule && _receiveTimeout.Pending != null))
            return;
        CancelReceiveTimeout();
        if (_mailbox.IsClosed || _mailbox.IsAwaitingTask)
            return;
        _receiveTimeout.Pending = _system.Scheduler.ScheduleTellOnceCancelable(_receiveTimeout.Timeout, _self, Actor_ReceiveTimeout, _self);
    }

    private static object Actor_ReceiveTimeout => Akka.Actor.ReceiveTimeout.Instance;

    private void CancelReceiveTimeout()
    {
        if (_receiveTimeout?.Pending is not { } pending)
            return;
        pending.Cancel();
        _receiveTimeout.Pending = null;
    }
}
