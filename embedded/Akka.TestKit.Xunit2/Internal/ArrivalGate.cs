using System.Diagnostics;

namespace Akka.TestKit.Internal;

/// <summary>
/// A lock one can wait on, by blocking the calling thread or by awaiting. The blocking wait needs no pool thread, so that a
/// test which has starved the pool still sees its timeouts; the awaiting one holds no thread while it waits.
/// </summary>
internal sealed class ArrivalGate
{
    private readonly object _gate = new();

    /// <summary>Completed and forgotten by the next pulse. Guarded by the gate.</summary>
    private TaskCompletionSource _nextPulse;

    public T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    /// <summary>Changes what is waited for, and wakes everyone to look again.</summary>
    public void Change(Action change)
    {
        TaskCompletionSource pulse;
        lock (_gate)
        {
            change();
            pulse = _nextPulse;
            _nextPulse = null;
            Monitor.PulseAll(_gate);
        }
        pulse?.TrySetResult();
    }

    /// <summary>
    /// Waits until <paramref name="attempt"/> says true; it runs under the lock, so it may take what it finds.
    /// With <paramref name="blocking"/> the result is always complete on return.
    /// </summary>
    /// <param name="timeout">Zero looks once; negative waits for ever.</param>
    public ValueTask<bool> WaitAsync(bool blocking, Func<bool> attempt, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return blocking
            ? new ValueTask<bool>(Block(attempt, timeout, cancellationToken))
            : AwaitPulses(attempt, timeout, cancellationToken);
    }

    private bool Block(Func<bool> attempt, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var wakeOnCancel = cancellationToken.Register(() => Change(static () => { }));
        lock (_gate)
        {
            while (!attempt())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var left = Left(timeout, started);
                if (left == TimeSpan.Zero)
                    return false;
                Monitor.Wait(_gate, left);
            }
            return true;
        }
    }

    private async ValueTask<bool> AwaitPulses(Func<bool> attempt, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            Task pulse;
            lock (_gate)
            {
                if (attempt())
                    return true;
                // Taken under the same lock as the look: a change after it completes this very pulse.
                pulse = (_nextPulse ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            var left = Left(timeout, started);
            if (left == TimeSpan.Zero)
                return false;
            await pulse.WaitAsync(left, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static TimeSpan Left(TimeSpan timeout, long started)
    {
        if (timeout < TimeSpan.Zero)
            return Timeout.InfiniteTimeSpan;
        var left = timeout - Stopwatch.GetElapsedTime(started);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;
    }
}
