using Akka.Actor;

namespace Akka.Conformance.Actor;

public class LifecycleSpecs : Spec
{
    [Fact]
    public void An_actor_starts_before_its_first_message_and_says_PostStop_last()
    {
        var actor = Start(Script("a") with { Hooks = true });
        actor.Tell("hello");
        Expect("a: constructed 1", "a: PreStart", "a: got hello");
        Sys.Stop(actor);
        Expect("a: PostStop");
        ExpectStopped(actor);
    }

    [Fact]
    public void Mail_that_comes_while_PreStart_runs_waits_for_its_end()
    {
        using var starting = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var actor = Start(Script("a") with
        {
            Hooks = true,
            OnPreStart = p =>
            {
                starting.Set();
                gate.Wait(Patience);
                p.Report("started");
            },
        });
        Await(starting.WaitHandle);
        actor.Tell("early");
        gate.Set();
        Expect("a: constructed 1", "a: PreStart", "a: started", "a: got early");
    }

    [Fact]
    public void Mail_told_before_the_constructor_has_run_is_handled_after_PreStart_in_order()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Start(Script("a") with { Hooks = true, OnConstruction = _ => gate.Wait(Patience) });
        for (var i = 0; i < 5; i++)
            actor.Tell(i);
        gate.Set();
        Expect("a: constructed 1", "a: PreStart", "a: got 0", "a: got 1", "a: got 2", "a: got 3", "a: got 4");
    }

    [Fact]
    public void Children_stop_before_their_parent_says_PostStop()
    {
        var top = Start(Script("top") with { Hooks = true });
        var middle = Child(top, Script("middle") with { Hooks = true });
        Child(middle, Script("leaf") with { Hooks = true });
        ExpectInAnyOrder(
            "top: constructed 1", "top: PreStart", "middle: constructed 1", "middle: PreStart", "leaf: constructed 1", "leaf: PreStart");
        Sys.Stop(top);
        Expect("leaf: PostStop", "middle: PostStop", "top: PostStop");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_stop_said_several_times_stops_once(int times)
    {
        var actor = Start(Script("a") with { Hooks = true });
        var watch = Watching(actor);
        for (var i = 0; i < times; i++)
            Sys.Stop(actor);
        watch.ExpectTerminated(actor);
        Sys.Stop(actor);
        Expect("a: constructed 1", "a: PreStart", "a: PostStop");
        ExpectNothingBut(Start(Script("fence")));
    }

    [Fact]
    public void A_second_stop_reaches_an_actor_that_waits_for_its_children_to_stop()
    {
        using var gate = new ManualResetEventSlim();
        using var stopping = new ManualResetEventSlim();
        var grandparent = Start(Script("grandparent"));
        var parent = Child(grandparent, Script("parent") with { Hooks = true });
        Child(parent, new Script("child", Sys.DeadLetters)
        {
            OnPostStop = _ =>
            {
                stopping.Set();
                gate.Wait(Patience);
            },
        });
        var watch = Watching(parent);
        Sys.Stop(parent);
        Await(stopping.WaitHandle);
        // From without and from its own parent, while it waits.
        Sys.Stop(parent);
        On(grandparent, p => p.Ctx.Stop(parent));
        gate.Set();
        watch.ExpectTerminated(parent);
        Expect("parent: constructed 1", "parent: PreStart", "parent: PostStop");
    }

    [Fact]
    public void An_actor_that_stops_itself_in_its_constructor_or_PreStart_still_says_PostStop_and_terminates()
    {
        var early = Start(Script("early") with { Hooks = true, OnConstruction = p => p.Ctx.Stop(p.Me) });
        ExpectStopped(early);
        Expect("early: constructed 1", "early: PreStart", "early: PostStop");
        var late = Start(Script("late") with { Hooks = true, OnPreStart = p => p.Ctx.Stop(p.Me) });
        ExpectStopped(late);
        Expect("late: constructed 1", "late: PreStart", "late: PostStop");
    }

    [Fact]
    public void An_actor_may_still_tell_its_watchers_and_its_parent_in_PostStop()
    {
        var actor = Start(Script("a") with { OnPostStop = p => p.Report("last words") });
        Watch(actor);
        Sys.Stop(actor);
        Expect("a: last words");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_stopping_actor_makes_no_more_children()
    {
        Exception seen = null;
        var actor = Start(Script("a") with { OnPostStop = p => seen = Record.Exception(() => p.Ctx.ActorOf(Puppet.Props(Script("x")))) });
        Sys.Stop(actor);
        ExpectStopped(actor);
        Assert.IsAssignableFrom<InvalidOperationException>(seen);
    }

    [Fact]
    public void An_actor_cannot_be_made_with_new()
    {
        // On a thread of its own: the test's thread may stand in for the test actor, as the implicit sender.
        Exception seen = null;
        var thread = new Thread(() => seen = Record.Exception(() => new Puppet(new Script("loose", ActorRefs.Nobody))));
        thread.Start();
        thread.Join();
        Assert.IsType<ActorInitializationException>(seen);
    }

    [Fact]
    public void The_around_hooks_wrap_the_hooks()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Wrapped(TestActor)));
        actor.Tell("hello");
        Expect("around PreStart", "around hello", "hello");
        actor.Tell(new Throw(new Boom()));
        Expect("around PreRestart", "around PostRestart");
        Sys.Stop(actor);
        Expect("around PostStop");
    }

    private sealed class Wrapped(IActorRef report) : UntypedActor
    {
        public override void AroundPreStart() => Around("PreStart", base.AroundPreStart);

        public override void AroundPostStop() => Around("PostStop", base.AroundPostStop);

        public override void AroundPreRestart(Exception cause, object message) =>
            Around("PreRestart", () => base.AroundPreRestart(cause, message));

        public override void AroundPostRestart(Exception cause, object message) =>
            Around("PostRestart", () => base.AroundPostRestart(cause, message));

        protected override bool AroundReceive(Receive receive, object message)
        {
            if (message is string)
                report.Tell("around " + message);
            return base.AroundReceive(receive, message);
        }

        protected override void OnReceive(object message)
        {
            if (message is Throw failure)
                throw failure.Exception;
            report.Tell(message);
        }

        protected override void PreStart()
        {
        }

        protected override void PreRestart(Exception reason, object message)
        {
        }

        protected override void PostRestart(Exception reason)
        {
        }

        private void Around(string hook, Action body)
        {
            report.Tell("around " + hook);
            body();
        }
    }
}
