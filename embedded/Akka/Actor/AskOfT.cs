namespace Akka.Actor;

/// <summary>One Ask: the ref for the answer, its task, and its place among those that wait with the same timeout.</summary>
internal sealed class Ask<T>(IActorRefProvider provider, AskTimeouts timeouts)
    : FutureActorRef<T>(new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), null, provider), IExpiringAsk
{
    private CancellationTokenRegistration _cancellation;

    public IExpiringAsk Previous { get; set; }
    public IExpiringAsk Next { get; set; }
    public long Deadline { get; set; }
    public bool IsWaiting { get; set; }

    public void Expire(TimeSpan timeout) => Fail(new AskTimeoutException($"Timeout after {timeout} seconds"));

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is not Watch watch)
            return;
        // An ask ends with its answer; one that has it is dead already.
        Task.ContinueWith(_ => watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false)),
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    internal void CancelWith(CancellationToken token)
    {
        if (!token.CanBeCanceled)
            return;
        _cancellation = token.UnsafeRegister(static (state, token) => ((Ask<T>)state).Cancel(token), this);
        if (Task.IsCompleted)
            _cancellation.Dispose();
    }

    private protected override void Ended()
    {
        base.Ended();
        timeouts?.Remove(this);
        _cancellation.Dispose();
    }
}
