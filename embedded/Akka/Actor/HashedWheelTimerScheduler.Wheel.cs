using System.Diagnostics;

namespace Akka.Actor;

public sealed partial class HashedWheelTimerScheduler
{
    private readonly long _tickLength;
    private readonly AutoResetEvent _wake = new(false);

    /// <summary>Only the thread touches the wheel. A bucket holds the timers of every tick that is equal to its index modulo the length.</summary>
    private readonly Bucket[] _buckets;
    private long _lastTick = -1;
    private int _count;

    /// <summary>New timers, the newest first; any thread pushes, the thread takes all.</summary>
    private WheelTimer _incoming;

    /// <summary>1 while the thread sleeps for long. Who moves it 1 → 0 wakes it.</summary>
    private int _parked;

    private struct Bucket
    {
        internal WheelTimer First;
        internal WheelTimer Last;

        internal void Append(WheelTimer timer)
        {
            timer.Next = null;
            if (First is null)
                First = timer;
            else
                Last.Next = timer;
            Last = timer;
        }
    }

    private void Enqueue(WheelTimer timer)
    {
        var head = Volatile.Read(ref _incoming);
        while (true)
        {
            timer.Next = head;
            var seen = Interlocked.CompareExchange(ref _incoming, timer, head);
            if (ReferenceEquals(seen, head))
                break;
            head = seen;
        }

        // The exchange above is a full fence: either the thread, which parks before its last look, saw the timer, or we see it parked.
        if (Volatile.Read(ref _parked) == 1 && Interlocked.Exchange(ref _parked, 0) == 1)
            _wake.Set();
    }

    private void Run()
    {
        while (!_stopped)
        {
            // Before the new timers are taken: one that comes later is due later than this, so each finds its tick still to come.
            var now = Elapsed / _tickLength;
            // Ticks that passed while nothing was due need not be gone through.
            if (_count == 0 && now - 1 > _lastTick)
                _lastTick = now - 1;
            TakeIncoming();
            while (_lastTick < now && !_stopped)
            {
                if (_count == 0)
                    _lastTick = now;
                else
                    FireBucket(++_lastTick);
            }

            Sleep();
        }
    }

    /// <summary>To the next tick while there is something to look at soon; else until it is, or until a new timer wakes us.</summary>
    private void Sleep()
    {
        if (Volatile.Read(ref _incoming) is null)
        {
            var next = NextOccupied();
            if (next != _lastTick + 1)
            {
                Interlocked.Exchange(ref _parked, 1);
                if (Volatile.Read(ref _incoming) is null && !_stopped)
                    _wake.WaitOne(next < 0 ? Timeout.Infinite : MillisecondsUntil(next));
                Interlocked.Exchange(ref _parked, 0);
            }
        }

        // Timers that come in from here on wait for the tick: one wake-up a tick, however many there are.
        var pause = MillisecondsUntil(Elapsed / _tickLength + 1);
        if (!_stopped && Elapsed / _tickLength <= _lastTick)
            _wake.WaitOne(pause);
    }

    private long NextOccupied()
    {
        if (_count == 0)
            return -1;
        var tick = _lastTick + 1;
        while (_buckets[tick & (_buckets.Length - 1)].First is null)
            tick++;
        return tick;
    }

    private int MillisecondsUntil(long tick)
    {
        var ticks = tick * _tickLength - Elapsed;
        return ticks <= 0 ? 0 : (int)Math.Min(Math.Ceiling(ticks * 1000d / Stopwatch.Frequency), 1 << 30);
    }

    private void TakeIncoming()
    {
        WheelTimer ordered = null;
        for (var timer = Interlocked.Exchange(ref _incoming, null); timer is not null;)
        {
            var next = timer.Next;
            timer.Next = ordered;
            ordered = timer;
            timer = next;
        }

        while (ordered is not null)
        {
            var next = ordered.Next;
            if (!ordered.IsCancelled)
                Place(ordered);
            ordered = next;
        }
    }

    private void Place(WheelTimer timer)
    {
        // Rounded up, so that the tick is never before the deadline.
        var tick = Math.Max((timer.Deadline + _tickLength - 1) / _tickLength, _lastTick + 1);
        _buckets[tick & (_buckets.Length - 1)].Append(timer);
        _count++;
    }

    private void FireBucket(long tick)
    {
        ref var bucket = ref _buckets[tick & (_buckets.Length - 1)];
        var timer = bucket.First;
        bucket = default;
        var until = tick * _tickLength;
        while (timer is not null)
        {
            var next = timer.Next;
            if (timer.IsCancelled)
            {
                _count--;
            }
            else if (timer.Deadline > until)
            {
                _buckets[tick & (_buckets.Length - 1)].Append(timer);
            }
            else
            {
                _count--;
                if (TryFire(timer) && timer.Interval > 0)
                    Repeat(timer);
            }

            timer = next;
        }
    }

    /// <summary>At the rate of the interval, without drift; what was missed altogether is not made up for.</summary>
    private void Repeat(WheelTimer timer)
    {
        var now = Elapsed;
        timer.Deadline += timer.Interval;
        if (timer.Deadline <= now)
            timer.Deadline = now + timer.Interval;
        if (!timer.IsCancelled)
            Place(timer);
    }

    private bool TryFire(WheelTimer timer)
    {
        try
        {
            timer.Fire();
            return true;
        }
        catch (Exception failure)
        {
            // A repeated one ends here, as documented.
            Log.Error(failure, "Error while executing scheduled task {0}", timer);
            return false;
        }
    }
}
