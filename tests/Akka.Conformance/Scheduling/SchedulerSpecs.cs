using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Conformance.Scheduling;

public sealed class SchedulerSpecs : SchedulerSpec
{
    [Fact]
    public void A_message_is_told_once_with_its_sender_and_not_before_its_delay()
    {
        var sink = new Sink();
        Scheduler.ScheduleTellOnce(Ms(60), sink, "late", ActorRefs.Nobody);

        var (message, sender, at) = sink.Next();
        Assert.Equal("late", message);
        Assert.Same(ActorRefs.Nobody, sender);
        Assert.True(at >= Ms(60), $"told after {at}");
        PassBy(100);
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public void A_message_without_delay_is_told_soon()
    {
        var sink = new Sink();
        Scheduler.ScheduleTellOnce(TimeSpan.Zero, sink, 1, ActorRefs.NoSender);

        Assert.Equal(1, sink.Next().Message);
    }

    [Fact]
    public void A_message_is_told_again_and_again_until_it_is_cancelled()
    {
        var sink = new Sink();
        var cancelable = new Cancelable(Scheduler);
        Scheduler.ScheduleTellRepeatedly(Ms(40), Ms(30), sink, "tick", ActorRefs.NoSender, cancelable);

        for (var i = 0; i < 4; i++)
        {
            var at = sink.Next().At;
            Assert.True(at >= Ms(40 + 30 * i), $"tick {i} after {at}");
        }

        cancelable.Cancel();
        PassBy(50);
        while (sink.Count > 0)
            sink.Next();
        PassBy(150);
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public void Actions_and_runnables_run_once_or_repeatedly()
    {
        using var once = new CountdownEvent(2);
        using var repeated = new CountdownEvent(6);
        using var cancelable = new Cancelable(Scheduler);
        void Count()
        {
            if (!repeated.IsSet)
                repeated.Signal();
        }

        Actions.ScheduleOnce(Ms(10), () => once.Signal());
        Actions.ScheduleOnce(Ms(10), new Runnable(() => once.Signal()));
        Actions.ScheduleRepeatedly(Ms(0), Ms(15), Count, cancelable);
        Actions.ScheduleRepeatedly(Ms(0), Ms(15), new Runnable(Count), cancelable);

        Assert.True(once.Wait(Patience));
        Assert.True(repeated.Wait(Patience));
        cancelable.Cancel();
    }

    [Fact]
    public void No_timer_is_early_and_each_fires_once()
    {
        const int Timers = 2_000;
        var random = new Random(7);
        var fired = new int[Timers];
        var early = 0;
        using var all = new CountdownEvent(Timers);
        for (var i = 0; i < Timers; i++)
        {
            var (number, delay, start) = (i, Ms(random.Next(0, 400)), Stopwatch.GetTimestamp());
            Actions.ScheduleOnce(delay, () =>
            {
                if (Stopwatch.GetElapsedTime(start) < delay)
                    Interlocked.Increment(ref early);
                if (Interlocked.Increment(ref fired[number]) == 1)
                    all.Signal();
            });
        }

        Assert.True(all.Wait(Patience));
        PassBy(50);
        Assert.Equal(0, early);
        Assert.All(fired, times => Assert.Equal(1, times));
    }

    [Fact]
    public void What_is_due_earlier_comes_earlier()
    {
        int[] delays = [300, 60, 240, 120, 180];
        while (true)
        {
            var sink = new Sink();
            var start = Stopwatch.GetTimestamp();
            foreach (var delay in delays)
                Scheduler.ScheduleTellOnce(Ms(delay), sink, delay, ActorRefs.NoSender);
            var atOnce = Stopwatch.GetElapsedTime(start) < Ms(30);

            var told = delays.Select(_ => (int)sink.Next().Message).ToList();
            // A thread that was kept waiting between two calls has moved the later one's time: that round says nothing.
            if (!atOnce)
                continue;
            Assert.Equal(delays.Order(), told);
            return;
        }
    }

    [Fact]
    public void What_is_cancelled_before_it_is_due_does_not_happen()
    {
        var sink = new Sink();
        var cancelables = Enumerable.Range(0, 200).Select(i => Scheduler.ScheduleTellOnceCancelable(Ms(100), sink, i, ActorRefs.NoSender)).ToList();
        for (var i = 0; i < 200; i++)
        {
            if (i % 2 == 0)
                cancelables[i].Cancel();
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => 2 * i + 1), Enumerable.Range(0, 100).Select(_ => (int)sink.Next().Message).Order());
        PassBy(50);
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public void What_was_cancelled_before_it_was_scheduled_does_not_happen()
    {
        var sink = new Sink();
        Scheduler.ScheduleTellOnce(Ms(10), sink, "no", ActorRefs.NoSender, Cancelable.CreateCanceled());

        PassBy(60);
        Assert.Equal(0, sink.Count);
    }

    [Fact]
    public void An_action_that_throws_stops_itself_and_nothing_else()
    {
        var calls = 0;
        var sink = new Sink();
        using var thrown = new ManualResetEventSlim();
        Actions.ScheduleRepeatedly(Ms(10), Ms(10), () =>
        {
            Interlocked.Increment(ref calls);
            thrown.Set();
            throw new InvalidOperationException("on purpose");
        });
        Actions.ScheduleOnce(Ms(10), () => throw new InvalidOperationException("on purpose"));
        Scheduler.ScheduleTellOnce(Ms(50), sink, "after", ActorRefs.NoSender);

        Assert.True(thrown.Wait(Patience));
        Assert.Equal("after", sink.Next().Message);
        PassBy(100);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Negative_delays_and_intervals_of_nothing_are_refused()
    {
        var sink = new Sink();

        Assert.Throws<ArgumentOutOfRangeException>(() => Scheduler.ScheduleTellOnce(Ms(-1), sink, 1, ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scheduler.ScheduleTellRepeatedly(Ms(-1), Ms(1), sink, 1, ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scheduler.ScheduleTellRepeatedly(Ms(1), Ms(0), sink, 1, ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Scheduler.ScheduleTellRepeatedly(Ms(1), Ms(-1), sink, 1, ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleOnce(Ms(-1), () => { }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Actions.ScheduleRepeatedly(Ms(1), Ms(0), () => { }));
    }

    [Fact]
    public void Nothing_can_be_scheduled_after_the_shutdown()
    {
        var scheduler = NewScheduler();
        var sink = new Sink();
        ((IScheduler)scheduler).ScheduleTellOnce(TimeSpan.Zero, sink, 1, ActorRefs.NoSender);
        sink.Next();
        scheduler.Dispose();

        Assert.Throws<SchedulerException>(() => ((IScheduler)scheduler).ScheduleTellOnce(Ms(1), sink, 1, ActorRefs.NoSender));
        Assert.Throws<SchedulerException>(() => ((IActionScheduler)scheduler).ScheduleOnce(Ms(1), () => { }));
    }

    [Fact]
    public void The_clocks_go_forward()
    {
        var monotonic = Scheduler.MonotonicClock;
        var high = Scheduler.HighResMonotonicClock;
        PassBy(30);

        Assert.True(Scheduler.MonotonicClock - monotonic >= Ms(15));
        Assert.True(Scheduler.HighResMonotonicClock - high >= Ms(29));
        Assert.True((DateTimeOffset.Now - Scheduler.Now).Duration() < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_scheduler_of_a_system_ends_with_it()
    {
        var system = ActorSystem.Create("scheduled", ConfigurationFactory.ParseString("akka { loglevel = OFF\n stdout-loglevel = OFF }"));
        var sink = new Sink();
        system.Scheduler.ScheduleTellOnce(10, sink, "told", ActorRefs.NoSender);
        Assert.Equal("told", sink.Next().Message);

        await system.Terminate();
        Assert.Throws<SchedulerException>(() => system.Scheduler.ScheduleTellOnce(10, sink, "never", ActorRefs.NoSender));
    }
}
