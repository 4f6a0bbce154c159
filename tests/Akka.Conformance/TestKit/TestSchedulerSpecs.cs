using Akka.Actor;
using Akka.TestKit;

namespace Akka.Conformance.TestKitSpecs;

public class TestSchedulerSpecs() : KitSpec("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_is_delivered_before_its_time()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(10), TestActor, "a", ActorRefs.NoSender);
        ExpectNoMsg(Soon);
        Scheduler.Advance(TimeSpan.FromSeconds(9));
        ExpectNoMsg(Soon);
        Scheduler.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg("a");
    }

    [Fact]
    public void Messages_of_one_time_come_in_the_order_scheduled_and_earlier_ones_first()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(2), TestActor, "c", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "a", ActorRefs.NoSender);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "b", ActorRefs.NoSender);
        Scheduler.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["a", "b", "c"], ReceiveN(3).Cast<string>());
    }

    [Fact]
    public void A_repeated_message_comes_at_each_interval_until_it_is_cancelled()
    {
        using var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.ScheduleTellRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TestActor, "a", ActorRefs.NoSender, cancelable);
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("a");
        for (var i = 0; i < 3; i++)
        {
            Scheduler.Advance(TimeSpan.FromSeconds(5));
            ExpectMsg("a");
            ExpectNoMsg(TimeSpan.FromMilliseconds(10));
        }
        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(5));

        ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_cancelled_message_does_not_come()
    {
        using var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "a", ActorRefs.NoSender, cancelable);
        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(1));

        ExpectNoMsg(Soon);
    }

    [Fact]
    public void Actions_run_when_the_time_comes()
    {
        var runs = 0;
        Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(1), () => runs++);
        Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), () => runs++);
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, runs);
        Scheduler.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, runs);
    }

    [Fact]
    public void Its_time_is_moved_by_the_test_alone_and_only_forward()
    {
        var before = Scheduler.Now;
        Assert.Equal(before, Scheduler.Now);
        Scheduler.Advance(TimeSpan.FromHours(1));
        Assert.Equal(before + TimeSpan.FromHours(1), Scheduler.Now);
        Scheduler.AdvanceTo(before + TimeSpan.FromHours(2));
        Assert.Equal(before + TimeSpan.FromHours(2), Scheduler.Now);

        Assert.Throws<InvalidOperationException>(() => Scheduler.AdvanceTo(before));
    }

    [Fact]
    public void An_actors_own_timeout_is_its_time_too()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sleeper(TestActor)).WithDispatcher(CallingThreadDispatcher.Id));
        actor.Tell("start");
        ExpectMsg("started");
        ExpectNoMsg(Soon);
        Scheduler.Advance(TimeSpan.FromMinutes(10));

        ExpectMsg("timeout");
    }

    private sealed class Sleeper : ReceiveActor
    {
        public Sleeper(IActorRef listener)
        {
            Receive<string>(_ =>
            {
                Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMinutes(10), Self, new Wake(), Self);
                listener.Tell("started");
            });
            Receive<Wake>(_ => listener.Tell("timeout"));
        }

        private sealed record Wake;
    }
}
