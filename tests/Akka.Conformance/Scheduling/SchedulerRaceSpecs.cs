using Akka.Actor;

namespace Akka.Conformance.Scheduling;

public sealed class SchedulerRaceSpecs : SchedulerSpec
{
    [Fact]
    public void Threads_that_schedule_at_once_lose_no_timer_and_none_fires_twice()
    {
        const int Threads = 8;
        const int Each = 4_000;
        var fired = new int[Threads * Each];
        using var all = new CountdownEvent(Threads * Each);
        Race.Run(Threads, t =>
        {
            for (var i = 0; i < Each; i++)
            {
                var number = t * Each + i;
                Actions.ScheduleOnce(Ms(i % 40), () =>
                {
                    if (Interlocked.Increment(ref fired[number]) == 1)
                        all.Signal();
                });
            }
        });

        Assert.True(all.Wait(Patience), $"{all.CurrentCount} timers were lost");
        PassBy(50);
        Assert.All(fired, times => Assert.Equal(1, times));
    }

    [Fact]
    public void A_timer_that_comes_while_the_scheduler_goes_to_sleep_is_not_lost()
    {
        // Each round finds the scheduler idle or just about to be.
        for (var round = 0; round < 400; round++)
        {
            using var fired = new ManualResetEventSlim();
            Actions.ScheduleOnce(Ms(round % 3), fired.Set);
            Assert.True(fired.Wait(Patience), $"round {round}");
        }
    }

    [Fact]
    public void A_near_timer_does_not_wait_for_a_far_one()
    {
        Actions.ScheduleOnce(TimeSpan.FromDays(10_000), () => { });
        Actions.ScheduleOnce(TimeSpan.FromHours(1), () => { });
        PassBy(200);
        PassBy(0);
    }

    [Fact]
    public void Many_living_and_many_cancelled_timers_do_not_stand_in_the_way()
    {
        using var cancelable = new Cancelable(Scheduler);
        var calls = 0;
        for (var i = 0; i < 300_000; i++)
            Actions.ScheduleOnce(TimeSpan.FromSeconds(120 + i % 20), () => Interlocked.Increment(ref calls), cancelable);
        for (var i = 0; i < 300_000; i++)
            Actions.ScheduleOnce(TimeSpan.FromHours(1 + i % 50), () => Interlocked.Increment(ref calls));
        PassBy(20);
        cancelable.Cancel();
        PassBy(20);

        Assert.Equal(0, calls);
    }

    [Fact]
    public void Token_and_cancel_that_race_agree_in_the_end()
    {
        for (var round = 0; round < 5_000; round++)
        {
            var cancelable = new Cancelable(Scheduler);
            CancellationToken token = default;
            var asking = Race.Start(1, _ => token = cancelable.Token);
            cancelable.Cancel();
            asking.Join();
            Assert.True(token.IsCancellationRequested, $"round {round}");
        }
    }

    [Fact]
    public void A_shutdown_in_the_middle_of_scheduling_throws_or_takes_but_never_hangs()
    {
        for (var round = 0; round < 30; round++)
        {
            var scheduler = NewScheduler();
            var scheduling = Race.Start(2, _ =>
            {
                try
                {
                    while (true)
                        ((IActionScheduler)scheduler).ScheduleOnce(Ms(1), () => { });
                }
                catch (SchedulerException)
                {
                    // As promised.
                }
            });
            scheduler.Dispose();
            scheduling.Join();
        }
    }
}
