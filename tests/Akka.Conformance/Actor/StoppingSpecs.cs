using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class StoppingSpecs : Spec
{
    [Fact]
    public void A_poison_pill_takes_its_place_in_the_mailbox()
    {
        using var gate = new ManualResetEventSlim();
        var dead = Subscribed<DeadLetter>();
        var actor = Start(Script("a") with { Hooks = true });
        actor.Tell(new Run(_ => gate.Wait(Patience)));
        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");
        gate.Set();
        Expect("a: constructed 1", "a: PreStart", "a: got before", "a: PostStop");
        Assert.Equal("after", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_stop_lets_the_current_message_finish_and_overtakes_the_rest()
    {
        using var inside = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var dead = Subscribed<DeadLetter>();
        var parent = Start(Script("parent"));
        var actor = Child(parent, Script("a"));
        actor.Tell(new Run(p =>
        {
            inside.Set();
            gate.Wait(Patience);
            p.Report("finished");
        }));
        actor.Tell("one", TestActor);
        actor.Tell("two", TestActor);
        Await(inside.WaitHandle);
        On(parent, p => p.Ctx.Stop(actor));
        gate.Set();
        Expect("a: finished");
        ExpectStopped(actor);
        foreach (var leftover in new[] { "one", "two" })
        {
            var letter = dead.ExpectMsg<DeadLetter>();
            Assert.Equal(leftover, letter.Message);
            Assert.Equal(TestActor, letter.Sender);
            Assert.Equal(actor, letter.Recipient);
        }
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_stop_of_itself_ends_after_the_current_message()
    {
        var actor = Start(Script("a") with { Hooks = true });
        actor.Tell(new Run(p =>
        {
            p.Ctx.Stop(p.Me);
            p.Report("still here");
        }));
        actor.Tell("never");
        Expect("a: constructed 1", "a: PreStart", "a: still here", "a: PostStop");
        ExpectStopped(actor);
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_stop_of_itself_wins_over_a_failure_in_the_same_message()
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => Directive.Restart) });
        var actor = Child(parent, Script("a") with { Hooks = true });
        actor.Tell(new Run(p =>
        {
            p.Ctx.Stop(p.Me);
            throw new Boom();
        }));
        actor.Tell("never");
        Expect("a: constructed 1", "a: PreStart", "a: PostStop");
        ExpectStopped(actor);
        Assert.False(HasMessages);
    }

    [Fact]
    public void An_actor_that_stops_itself_twice_waits_for_its_children_and_ends_once()
    {
        var actor = Start(Script("a") with { Hooks = true });
        Child(actor, Script("b") with { Hooks = true });
        actor.Tell(new Run(p =>
        {
            p.Ctx.Stop(p.Me);
            p.Ctx.Stop(p.Me);
        }));
        actor.Tell("never");
        Expect("a: constructed 1", "a: PreStart", "b: constructed 1", "b: PreStart", "b: PostStop", "a: PostStop");
        ExpectStopped(actor);
        Assert.False(HasMessages);
    }

    [Theory]
    [InlineData("construction")]
    [InlineData("PreStart")]
    [InlineData("PostStop")]
    [InlineData("strategy")]
    [InlineData("start of a task")]
    [InlineData("end of a task")]
    public void A_stop_of_itself_outside_of_a_plain_message_ends_it_too(string during)
    {
        void StopIn(Puppet p, string what)
        {
            if (what == during)
                p.Ctx.Stop(p.Me);
        }

        Puppet self = null;
        var actor = Start(Script("a") with
        {
            OnConstruction = p => StopIn(self = p, "construction"),
            OnPreStart = p => StopIn(p, "PreStart"),
            OnPostStop = p =>
            {
                p.Report("ended");
                StopIn(p, "PostStop");
            },
            Strategy = new OneForOneStrategy(_ =>
            {
                StopIn(self, "strategy");
                return Directive.Stop;
            }),
        });
        var watch = Watching(actor);
        actor.Tell(new Run(p =>
        {
            switch (during)
            {
                case "PostStop":
                    p.Ctx.Stop(p.Me);
                    break;
                case "strategy":
                    p.Ctx.ActorOf(Puppet.Props(Script("b"))).Tell(new Throw(new Boom()));
                    break;
                default:
                    ActorTaskScheduler.RunTask(async () =>
                    {
                        StopIn(p, "start of a task");
                        await Task.Yield();
                        StopIn(p, "end of a task");
                    });
                    break;
            }
        }));
        watch.ExpectTerminated(actor);
        Expect("a: ended");
        Assert.False(HasMessages);
    }

    [Fact]
    public void Kill_stops_an_actor_by_the_default_strategy_and_its_mail_becomes_dead_letters()
    {
        using var gate = new ManualResetEventSlim();
        var dead = Subscribed<DeadLetter>();
        var actor = Start(Script("a") with { Hooks = true });
        actor.Tell(new Run(_ => gate.Wait(Patience)));
        actor.Tell(Kill.Instance);
        actor.Tell("after");
        gate.Set();
        Expect("a: constructed 1", "a: PreStart", "a: PostStop");
        Assert.Equal("after", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void Kill_is_an_ActorKilledException_to_the_supervisor_who_may_restart()
    {
        Exception seen = null;
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(e =>
            {
                seen = e;
                return Directive.Restart;
            }),
        });
        var child = Child(parent, Script("child"));
        child.Tell(Kill.Instance);
        child.Tell("alive");
        Expect("child: got alive");
        Assert.IsType<ActorKilledException>(seen);
        Assert.Equal(2, On(child, p => p.Incarnation));
    }

    [Fact]
    public void A_parent_stops_a_child_and_lives_on()
    {
        var parent = Start(Script("parent"));
        var child = Child(parent, Script("child"));
        On(parent, p => p.Ctx.Stop(child));
        ExpectStopped(child);
        AwaitTrue(() => On(parent, p => p.Ctx.Child("child").IsNobody()), "the child is gone");
        parent.Tell("hello");
        Expect("parent: got hello");
    }

    [Fact]
    public void GracefulStop_is_true_once_the_actor_has_stopped()
    {
        var stopped = false;
        var actor = Start(Script("a") with { OnPostStop = _ => Volatile.Write(ref stopped, true) });
        actor.Tell("before");
        Assert.True(Await(actor.GracefulStop(Patience)));
        Assert.True(Volatile.Read(ref stopped));
        Expect("a: got before");
    }

    [Fact]
    public void GracefulStop_of_a_dead_actor_is_true()
    {
        var actor = Start(Script("a"));
        Sys.Stop(actor);
        ExpectStopped(actor);
        Assert.True(Await(actor.GracefulStop(Patience)));
    }

    [Fact]
    public async Task GracefulStop_is_false_when_its_time_runs_out_and_the_actor_stops_all_the_same()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Start(Script("a"));
        actor.Tell(new Run(_ => gate.Wait(Patience)));
        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(50)));
        gate.Set();
        ExpectStopped(actor);
    }

    [Fact]
    public void GracefulStop_may_use_a_message_of_the_user_s_own()
    {
        var actor = Start(Script("a") with { Hooks = true });
        Assert.True(Await(actor.GracefulStop(Patience, new Run(p => p.Ctx.Stop(p.Me)))));
        Expect("a: constructed 1", "a: PreStart", "a: PostStop");
    }
}
