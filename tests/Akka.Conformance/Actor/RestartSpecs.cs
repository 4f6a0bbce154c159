using Akka.Actor;

namespace Akka.Conformance.Actor;

public class RestartSpecs : Spec
{
    [Fact]
    public void A_restart_runs_the_hooks_of_the_old_then_those_of_the_new_incarnation()
    {
        var actor = Start(Script("a") with { Hooks = true });
        actor.Tell("one");
        actor.Tell(new Throw(new Boom()));
        actor.Tell("two");
        Expect(
            "a: constructed 1", "a: PreStart", "a: got one",
            "a: PreRestart boom Throw", "a: PostStop",
            "a: constructed 2", "a: PostRestart boom", "a: PreStart",
            "a: got two");
        Assert.Equal((2, 2), On(actor, p => (p.Incarnation, p.Count)));
    }

    [Fact]
    public void Hooks_that_do_not_call_the_base_leave_out_PostStop_and_PreStart()
    {
        var actor = Start(Script("a") with { Hooks = true, KeepsChildren = true, SkipsPreStartOnRestart = true });
        actor.Tell(new Throw(new Boom()));
        actor.Tell("two");
        Expect("a: constructed 1", "a: PreStart", "a: PreRestart boom Throw", "a: constructed 2", "a: PostRestart boom", "a: got two");
    }

    [Fact]
    public void PreRestart_gets_the_failing_message_and_its_sender_and_PostRestart_the_same_exception()
    {
        var failure = new Boom("why");
        var actor = Sys.ActorOf(Props.Create(() => new Witness(TestActor)));
        var message = new Throw(failure);
        var sender = CreateTestProbe();
        actor.Tell(message, sender.Ref);
        var (reason, seen, from) = ExpectMsg<(Exception, object, IActorRef)>();
        Assert.Same(failure, reason);
        Assert.Same(message, seen);
        Assert.Equal(sender.Ref, from);
        Assert.Same(failure, ExpectMsg<Exception>());
    }

    [Fact]
    public void The_mailbox_survives_a_restart_without_the_message_that_failed()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Start(Script("a"));
        actor.Tell(new Run(_ => gate.Wait(Patience)));
        actor.Tell("1");
        actor.Tell(new Throw(new Boom("x")));
        actor.Tell("2");
        actor.Tell(new Throw(new Boom("y")));
        actor.Tell("3");
        gate.Set();
        Expect("a: got 1", "a: got 2", "a: got 3");
        Assert.Equal(3, On(actor, p => p.Incarnation));
    }

    [Fact]
    public void A_restart_stops_the_children_and_waits_for_them_before_the_new_incarnation()
    {
        using var gate = new ManualResetEventSlim();
        var parent = Start(Script("parent") with { Hooks = true });
        Expect("parent: constructed 1", "parent: PreStart");
        var children = new[] { "one", "two" }.Select(name => Child(parent, new Script(name, TestActor)
        {
            Hooks = true,
            OnPostStop = _ => gate.Wait(Patience),
        })).ToList();
        ExpectInAnyOrder("one: constructed 1", "one: PreStart", "two: constructed 1", "two: PreStart");
        var watch = Watching(children[0]);
        parent.Tell(new Throw(new Boom()));
        parent.Tell("after");
        ExpectInAnyOrder("parent: PreRestart boom Throw", "parent: PostStop", "one: PostStop", "two: PostStop");
        Assert.False(HasMessages);
        gate.Set();
        Expect("parent: constructed 2", "parent: PostRestart boom", "parent: PreStart", "parent: got after");
        Assert.Empty(On(parent, p => p.Ctx.GetChildren().ToList()));
        watch.ExpectTerminated(children[0]);
    }

    [Fact]
    public void Children_that_PreRestart_keeps_are_restarted_with_their_parent()
    {
        var parent = Start(Script("parent") with { KeepsChildren = true });
        var script = Script("child") with { Hooks = true };
        var child = Child(parent, script);
        Expect("child: constructed 1", "child: PreStart");
        parent.Tell(new Throw(new Boom()));
        Expect("child: PreRestart boom -", "child: PostStop", "child: constructed 2", "child: PostRestart boom", "child: PreStart");
        Assert.Equal(child, On(parent, p => p.Ctx.GetChildren().Single()));
        child.Tell("hello");
        Expect("child: got hello");
    }

    [Fact]
    public void A_stop_during_a_restart_that_waits_for_children_wins()
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
        parent.Tell(new Throw(new Boom()));
        Await(stopping.WaitHandle);
        On(grandparent, p => p.Ctx.Stop(parent));
        gate.Set();
        watch.ExpectTerminated(parent);
        var reports = ReceiveWhile<string>(TimeSpan.FromMilliseconds(50), m => m as string);
        Assert.DoesNotContain("parent: constructed 2", reports);
    }

    private sealed class Witness(IActorRef report) : UntypedActor
    {
        protected override void OnReceive(object message) => throw ((Throw)message).Exception;

        protected override void PreRestart(Exception reason, object message) => report.Tell((reason, message, Sender));

        protected override void PostRestart(Exception reason) => report.Tell(reason);
    }
}
