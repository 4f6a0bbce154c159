using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Supervision;

/// <summary>What happens when the hooks themselves throw.</summary>
public class FailingHookSpecs : Spec
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_to_start_is_an_ActorInitializationException_and_stops_by_default(bool inConstructor)
    {
        Exception seen = null;
        var strategy = new OneForOneStrategy(e =>
        {
            seen = e;
            return SupervisorStrategy.DefaultDecider.Decide(e);
        });
        var parent = Start(Script("parent") with { Strategy = strategy });
        void Fail(Puppet p) => throw new Boom("at the start");
        var script = Script("child") with { Hooks = true };
        var child = Child(parent, inConstructor ? script with { OnConstruction = Fail } : script with { OnPreStart = Fail });
        ExpectStopped(child);
        // What never started has nothing to clean up: no PostStop.
        Expect("child: constructed 1");
        if (!inConstructor)
            Expect("child: PreStart");
        ExpectNothingBut(parent);
        Assert.IsType<ActorInitializationException>(seen);
        Assert.Contains("at the start", seen.ToString(), StringComparison.Ordinal);
        Assert.Contains(Causes(seen), e => e is Boom);
        AwaitTrue(() => On(parent, p => p.Ctx.Child("child").IsNobody()), "the child is gone");
    }

    [Fact]
    public void ActorOf_itself_does_not_throw_when_the_constructor_does()
    {
        var actor = Start(Script("a") with { OnConstruction = _ => throw new Boom() });
        ExpectStopped(actor);
        Start(Script("b")).Tell("hello");
        Expect("b: got hello");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_strategy_may_try_the_start_again_and_mail_waits_for_it(bool inConstructor)
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => Directive.Restart) });
        void FailTwice(Puppet p)
        {
            if (p.Incarnation < 3)
                throw new Boom();
        }

        var script = Script("child") with { Hooks = true };
        var child = Child(parent, inConstructor ? script with { OnConstruction = FailTwice } : script with { OnPreStart = FailTwice });
        child.Tell("hello");
        var reports = new List<string>();
        while (!reports.Contains("child: got hello"))
            reports.Add(ExpectMsg<string>());
        Assert.Equal(3, On(child, p => p.Incarnation));
        Assert.Equal(inConstructor ? 1 : 3, reports.Count(r => r == "child: PreStart"));
        Assert.DoesNotContain("child: PreRestart boom -", reports);
    }

    [Fact]
    public void A_failing_PostStop_hinders_neither_the_stop_nor_the_parent_s()
    {
        var parent = Start(Script("parent") with { Hooks = true });
        Expect("parent: constructed 1", "parent: PreStart");
        var child = Child(parent, Script("child") with { OnPostStop = _ => throw new Boom() });
        var watch = Watching(child);
        Sys.Stop(child);
        watch.ExpectTerminated(child);
        AwaitTrue(() => On(parent, p => p.Ctx.Child("child").IsNobody()), "the child is gone");
        Child(parent, Script("child") with { OnPostStop = _ => throw new Boom() });
        Sys.Stop(parent);
        Expect("parent: PostStop");
        ExpectStopped(parent);
    }

    [Fact]
    public void A_failing_PostStop_is_logged()
    {
        var errors = Subscribed<Error>();
        var actor = Start(Script("a") with { OnPostStop = _ => throw new Boom("last words") });
        Sys.Stop(actor);
        errors.FishForMessage<Error>(e => e.Cause is not null && Causes(e.Cause).Any(c => c.Message == "last words"));
    }

    [Fact]
    public void A_failing_PreRestart_does_not_stand_in_the_way_of_the_restart()
    {
        var errors = Subscribed<Error>();
        var actor = Start(Script("a") with { Hooks = true, OnPreRestart = _ => throw new Bang("in PreRestart") });
        actor.Tell(new Throw(new Boom()));
        actor.Tell("next");
        Expect(
            "a: constructed 1", "a: PreStart", "a: PreRestart boom Throw", "a: PostStop",
            "a: constructed 2", "a: PostRestart boom", "a: PreStart", "a: got next");
        errors.FishForMessage<Error>(e => e.Cause is PreRestartException { RestartException: Bang, OptionalMessage: Throw });
    }

    [Fact]
    public void A_PostStop_that_fails_in_the_course_of_a_restart_does_not_stand_in_its_way()
    {
        var actor = Start(Script("a") with { Hooks = true, OnPostStop = p => Assert.NotEqual(1, p.Incarnation) });
        actor.Tell(new Throw(new Boom()));
        actor.Tell("next");
        Expect(
            "a: constructed 1", "a: PreStart", "a: PreRestart boom Throw", "a: PostStop",
            "a: constructed 2", "a: PostRestart boom", "a: PreStart", "a: got next");
    }

    [Theory]
    [InlineData("constructor")]
    [InlineData("PostRestart")]
    [InlineData("PreStart")]
    public void A_failing_new_incarnation_is_a_PostRestartException_and_stops_by_default(string where)
    {
        var decisions = new List<Exception>();
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(e =>
            {
                decisions.Add(e);
                return SupervisorStrategy.DefaultDecider.Decide(e);
            }),
        });
        void FailSecond(Puppet p)
        {
            if (p.Incarnation == 2)
                throw new Bang();
        }

        var script = Script("child");
        var child = Child(parent, where switch
        {
            "constructor" => script with { OnConstruction = FailSecond },
            "PostRestart" => script with { OnPostRestart = FailSecond },
            _ => script with { OnPreStart = FailSecond },
        });
        child.Tell(new Throw(new Boom()));
        ExpectStopped(child);
        Assert.Equal(2, decisions.Count);
        Assert.IsType<Boom>(decisions[0]);
        var failure = Assert.IsType<PostRestartException>(decisions[1]);
        Assert.IsType<Boom>(failure.OriginalCause);
        Assert.Contains(Causes(failure), e => e is Bang);
    }

    [Fact]
    public void A_failing_new_incarnation_may_be_restarted_again()
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => Directive.Restart) });
        var child = Child(parent, Script("child") with
        {
            OnPostRestart = p =>
            {
                if (p.Incarnation < 4)
                    throw new Bang();
            },
        });
        child.Tell(new Throw(new Boom()));
        child.Tell("hello");
        Expect("child: got hello");
        Assert.Equal(4, On(child, p => p.Incarnation));
    }

    [Fact]
    public void A_child_that_failed_to_start_does_not_hurt_its_siblings()
    {
        var parent = Start(Script("parent"));
        var sibling = Child(parent, Script("sibling"));
        ExpectStopped(Child(parent, Script("child") with { OnConstruction = _ => throw new Boom() }));
        Assert.Equal(1, On(sibling, p => p.Incarnation));
        Assert.Equal(1, On(parent, p => p.Incarnation));
    }

    [Fact]
    public void Children_made_before_a_constructor_failed_are_stopped_with_it()
    {
        var probe = TestActor;
        var actor = Start(Script("a") with
        {
            OnConstruction = p =>
            {
                p.Ctx.ActorOf(Puppet.Props(new Script("child", probe) { Hooks = true }), "child");
                throw new Boom();
            },
        });
        ExpectStopped(actor);
        Expect("child: constructed 1", "child: PreStart", "child: PostStop");
    }

    [Fact]
    public void Stopped_while_its_failure_is_decided_the_actor_stops()
    {
        using var deciding = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                deciding.Set();
                gate.Wait(Patience);
                return Directive.Resume;
            }),
        });
        var child = Child(parent, Script("child") with { Hooks = true });
        var watch = Watching(child);
        child.Tell(new Throw(new Boom()));
        Await(deciding.WaitHandle);
        Sys.Stop(child);
        gate.Set();
        watch.ExpectTerminated(child);
        Expect("child: constructed 1", "child: PreStart", "child: PostStop");
        Assert.Equal(1, On(parent, p => p.Incarnation));
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }
}
