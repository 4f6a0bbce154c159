using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Timers;

public class TimerSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(300);

    public TimerSpecs() : base(ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.stdout-loglevel = OFF"))
    {
    }

    private IActorRef Timed() => Sys.ActorOf(Props.Create(() => new Timed(TestActor)));

    private static void Do(IActorRef timed, Action<ITimerScheduler> action) => timed.Tell(action, ActorRefs.NoSender);

    private T Ask<T>(IActorRef timed, Func<ITimerScheduler, T> question)
    {
        timed.Tell((Action<ITimerScheduler>)(timers => TestActor.Tell(question(timers))), ActorRefs.NoSender);
        return ExpectMsg<T>(Patience);
    }

    [Fact]
    public void A_single_timer_fires_once_and_is_gone()
    {
        var timed = Timed();
        Do(timed, timers => timers.StartSingleTimer("key", "once", Soon));
        ExpectMsg("once", Patience);
        Assert.False(Ask(timed, timers => timers.IsTimerActive("key")));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_single_timer_is_active_until_it_fires()
    {
        var timed = Timed();
        Do(timed, timers => timers.StartSingleTimer("key", "once", Never));
        Assert.True(Ask(timed, timers => timers.IsTimerActive("key")));
        Assert.False(Ask(timed, timers => timers.IsTimerActive("another")));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_timer_is_not_early()
    {
        var timed = Timed();
        var started = System.Diagnostics.Stopwatch.StartNew();
        Do(timed, timers => timers.StartSingleTimer("key", "once", AWhile));
        ExpectMsg("once", Patience);
        Assert.True(started.Elapsed >= AWhile - TimeSpan.FromMilliseconds(20), $"after {started.Elapsed}");
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_cancelled()
    {
        var timed = Timed();
        Do(timed, timers => timers.StartPeriodicTimer("key", "tick", Soon));
        for (var i = 0; i < 4; i++)
            ExpectMsg("tick", Patience);
        Assert.True(FishFor(timed, timers => timers.IsTimerActive("key")));
        Do(timed, timers =>
        {
            timers.Cancel("key");
            TestActor.Tell("cancelled");
        });
        FishForMessage(message => message is "cancelled", Patience);
        ExpectNoMsg(AWhile);
        Assert.False(Ask(timed, timers => timers.IsTimerActive("key")));
    }

    [Fact]
    public void A_periodic_timer_may_wait_before_its_first_time()
    {
        var timed = Timed();
        Do(timed, timers => timers.StartPeriodicTimer("fast first", "first", TimeSpan.Zero, Never));
        ExpectMsg("first", Patience);
        ExpectNoMsg(AWhile);
        Do(timed, timers => timers.StartPeriodicTimer("slow first", "second", Never, Soon));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_timer_replaces_the_one_that_has_its_key()
    {
        var timed = Timed();
        Do(timed, timers =>
        {
            timers.StartPeriodicTimer("key", "old", Soon);
            timers.StartSingleTimer("key", "new", Soon + Soon);
        });
        ExpectMsg("new", Patience);
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void Timers_with_different_keys_do_not_meet()
    {
        var timed = Timed();
        Do(timed, timers =>
        {
            timers.StartSingleTimer("a", "of a", Soon);
            timers.StartSingleTimer(1, "of 1", Soon);
            timers.StartSingleTimer("cancelled", "of cancelled", Soon);
            timers.Cancel("cancelled");
        });
        Assert.Equal(["of 1", "of a"], ReceiveN(2, Patience).Cast<string>().Order());
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void To_cancel_what_is_not_there_is_nothing()
    {
        var timed = Timed();
        Do(timed, timers => timers.Cancel("nobody"));
        Do(timed, timers => timers.CancelAll());
        Assert.False(Ask(timed, timers => timers.IsTimerActive("nobody")));
    }

    [Fact]
    public void CancelAll_cancels_all()
    {
        var timed = Timed();
        Do(timed, timers =>
        {
            timers.StartSingleTimer("a", "a", Soon);
            timers.StartPeriodicTimer("b", "b", Soon);
            timers.CancelAll();
        });
        Assert.False(Ask(timed, timers => timers.IsTimerActive("a") || timers.IsTimerActive("b")));
        ExpectNoMsg(AWhile);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("cancel all")]
    [InlineData("replace")]
    public void A_message_that_was_in_the_mailbox_already_is_never_seen_after(string how)
    {
        var timed = Timed();
        Do(timed, timers =>
        {
            timers.StartSingleTimer("key", "too late", Soon);
            // A later timer of the same scheduler says that the first has fired: its message is in the mailbox now.
            var fired = new ManualResetEventSlim();
            Sys.Scheduler.Advanced.ScheduleOnce(Soon * 10, fired.Set);
            fired.Wait(Patience);
            switch (how)
            {
                case "cancel":
                    timers.Cancel("key");
                    break;
                case "cancel all":
                    timers.CancelAll();
                    break;
                default:
                    timers.StartSingleTimer("key", "the new one", Never);
                    break;
            }
        });
        Assert.Equal(how == "replace", Ask(timed, timers => timers.IsTimerActive("key")));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_restart_cancels_timers()
    {
        var timed = Timed();
        Do(timed, timers =>
        {
            timers.StartPeriodicTimer("a", "of the old one", Soon * 4);
            timers.StartSingleTimer("b", "of the old one", Soon * 4);
            throw new InvalidOperationException("told to");
        });
        ExpectMsg("restarted", Patience);
        Assert.False(Ask(timed, timers => timers.IsTimerActive("a") || timers.IsTimerActive("b")));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_restart_forgets_messages_of_timers_that_were_in_the_mailbox_already()
    {
        var timed = Timed();
        Do(timed, timers =>
        {
            timers.StartSingleTimer("key", "of the old one", Soon);
            var fired = new ManualResetEventSlim();
            Sys.Scheduler.Advanced.ScheduleOnce(Soon * 10, fired.Set);
            fired.Wait(Patience);
            throw new InvalidOperationException("told to");
        });
        ExpectMsg("restarted", Patience);
        Do(timed, timers => timers.StartSingleTimer("key", "of the new one", Soon));
        ExpectMsg("of the new one", Patience);
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_stopped_actor_s_timers_are_cancelled()
    {
        var timed = Timed();
        Watch(timed);
        Do(timed, timers => timers.StartPeriodicTimer("key", "tick", Soon));
        ExpectMsg("tick", Patience);
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.AllDeadLetters));
        Sys.Stop(timed);
        FishForMessage(message => message is Terminated, Patience);
        // One may have been on its way; a timer that still runs would never be silent for so long.
        AwaitAssert(() => ExpectNoMsg(AWhile), Patience);
    }

    [Fact]
    public void Timers_can_be_started_as_the_actor_starts()
    {
        Sys.ActorOf(Props.Create(() => new StartsEarly(TestActor)));
        ExpectMsg("early", Patience);
    }

    [Fact]
    public void A_handler_may_start_its_own_timer_again()
    {
        Sys.ActorOf(Props.Create(() => new Countdown(TestActor)));
        Assert.Equal([4, 3, 2, 1, 0], ReceiveN(5, Patience).Cast<int>());
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_timer_s_message_can_be_stashed_and_comes_back_as_itself()
    {
        var stashing = Sys.ActorOf(Props.Create(() => new StashesTimers(TestActor)));
        ExpectMsg("stashed", Patience);
        stashing.Tell("open");
        ExpectMsg("from the timer", Patience);
    }

    [Fact]
    public void A_timer_s_poison_pill_stops_the_actor()
    {
        var timed = Timed();
        Watch(timed);
        Do(timed, timers => timers.StartSingleTimer("key", PoisonPill.Instance, Soon));
        ExpectTerminated(timed, Patience);
    }

    [Fact]
    public void A_timer_s_message_that_is_not_to_put_off_the_receive_timeout_does_not()
    {
        Sys.ActorOf(Props.Create(() => new Idles(TestActor)));
        ExpectMsg("idle for long", Patience);
    }

    private bool FishFor(IActorRef timed, Func<ITimerScheduler, bool> question)
    {
        timed.Tell((Action<ITimerScheduler>)(timers => TestActor.Tell(question(timers))), ActorRefs.NoSender);
        return FishForMessage<bool>(_ => true, Patience);
    }
}
