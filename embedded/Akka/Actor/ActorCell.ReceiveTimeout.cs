namespace Akka.Actor;

public partial class ActorCell
{
    private sealed class ReceiveTimer(TimeSpan timeout)
    {
        internal TimeSpan Timeout { get; } = timeout;
        internal ICancelable Pending { get; set; }
    }

    public TimeSpan? ReceiveTimeout => _seldom?.ReceiveTimeout?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        CancelReceiveTimeout();
        if (timeout is null || timeout == Timeout.InfiniteTimeSpan || timeout == TimeSpan.MaxValue)
        {
            if (_seldom != null)
                _seldom.ReceiveTimeout = null;
            return;
        }
        if (timeout.Value < TimeSpan.FromMilliseconds(1))
            throw new ArgumentException("SetReceiveTimeout: timeout must be 1 millisecond or more.", nameof(timeout));
        EnsureSeldom().ReceiveTimeout = new(timeout.Value);
        // Outside a message (in a constructor or PreStart) nothing else would start it.
        CheckReceiveTimeout();
    }

    /// <param name="reschedule">False: a timeout that runs goes on running.</param>
    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_seldom is not { ReceiveTimeout: { } timer } || (!reschedule && timer.Pending != null))
            return;
        CancelReceiveTimeout();
        if (_mailbox.IsClosed || _mailbox.IsAwaitingTask)
            return;
        timer.Pending = _system.Scheduler.ScheduleTellOnceCancelable(timer.Timeout, _self, Actor_ReceiveTimeout, _self);
    }

    private static object Actor_ReceiveTimeout => Akka.Actor.ReceiveTimeout.Instance;

    private void CancelReceiveTimeout()
    {
        if (_seldom is not { ReceiveTimeout: { Pending: { } pending } timer })
            return;
        pending.Cancel();
        timer.Pending = null;
    }
}
