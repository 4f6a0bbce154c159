using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Conformance.Scheduling;

/// <summary>A scheduler of its own for each test, without an actor system.</summary>
public abstract class SchedulerSpec : IDisposable
{
    /// <summary>Only a failing test ever waits this long.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HashedWheelTimerScheduler _scheduler = NewScheduler();

    protected IScheduler Scheduler => _scheduler;

    protected IActionScheduler Actions => Scheduler.Advanced;

    public void Dispose()
    {
        _scheduler.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static HashedWheelTimerScheduler NewScheduler() => new(ConfigurationFactory.Default(), NoLogger.Instance);

    protected static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Waits until the scheduler has gone past everything that was due within the next moments.</summary>
    protected void PassBy(double milliseconds)
    {
        var passed = new ManualResetEventSlim();
        Actions.ScheduleOnce(Ms(milliseconds), passed.Set);
        Assert.True(passed.Wait(Patience), "The scheduler stands still.");
    }

    /// <summary>Who is told keeps it, with the time since it was made. What comes wrapped is unwrapped, as an actor's cell would.</summary>
    protected sealed class Sink : ICanTell
    {
        private readonly Queue<(object Message, IActorRef Sender, TimeSpan At)> _told = new();
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public int Count
        {
            get
            {
                lock (_told)
                    return _told.Count;
            }
        }

        public void Tell(object message, IActorRef sender)
        {
            lock (_told)
            {
                _told.Enqueue((message is IWrappedMessage wrapped ? wrapped.Message : message, sender, _watch.Elapsed));
                Monitor.Pulse(_told);
            }
        }

        public (object Message, IActorRef Sender, TimeSpan At) Next()
        {
            lock (_told)
            {
                while (_told.Count == 0)
                    Assert.True(Monitor.Wait(_told, Patience), "Nothing was told.");
                return _told.Dequeue();
            }
        }
    }

    protected sealed class Runnable(Action action) : IRunnable
    {
        public void Run() => action();

        public void Execute() => action();
    }
}
