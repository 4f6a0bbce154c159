using Akka.Actor;

namespace Akka.Conformance.Supervision;

public class RetryLimitSpecs : Spec
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Exactly_so_many_restarts_are_granted_then_the_child_stops(int retries)
    {
        var script = Script("child");
        var child = ChildUnder(new OneForOneStrategy(retries, Timeout.Infinite, _ => Directive.Restart), script);
        for (var i = 1; i <= retries; i++)
        {
            child.Tell(new Throw(new Boom()));
            Assert.Equal(i + 1, On(child, p => p.Incarnation));
        }
        child.Tell(new Throw(new Boom()));
        ExpectStopped(child);
        Assert.Equal(retries + 1, script.Incarnations);
    }

    [Fact]
    public void No_retries_means_that_the_first_failure_stops()
    {
        var script = Script("child");
        var child = ChildUnder(new OneForOneStrategy(0, Timeout.Infinite, _ => Directive.Restart), script);
        child.Tell(new Throw(new Boom()));
        ExpectStopped(child);
        Assert.Equal(1, script.Incarnations);
    }

    [Fact]
    public void A_negative_number_sets_no_limit()
    {
        var child = ChildUnder(new OneForOneStrategy(-1, Timeout.Infinite, _ => Directive.Restart), Script("child"));
        for (var i = 0; i < 20; i++)
            child.Tell(new Throw(new Boom()));
        Assert.Equal(21, On(child, p => p.Incarnation));
    }

    [Fact]
    public void Within_a_long_window_the_limit_holds()
    {
        var script = Script("child");
        var child = ChildUnder(new OneForOneStrategy(2, TimeSpan.FromHours(1), _ => Directive.Restart), script);
        for (var i = 0; i < 3; i++)
            child.Tell(new Throw(new Boom()));
        ExpectStopped(child);
        Assert.Equal(3, script.Incarnations);
    }

    [Fact]
    public void When_the_window_has_passed_the_count_starts_anew()
    {
        var window = TimeSpan.FromMilliseconds(700);
        var script = Script("child");
        var child = ChildUnder(new OneForOneStrategy(2, window, _ => Directive.Restart), script);
        for (var round = 0; round < 3; round++)
        {
            child.Tell(new Throw(new Boom()));
            child.Tell(new Throw(new Boom()));
            Assert.Equal(1 + 2 * (round + 1), On(child, p => p.Incarnation));
            Sys.Scheduler.ScheduleTellOnce(window * 1.5, TestActor, "the window has passed", ActorRefs.NoSender);
            ExpectMsg("the window has passed");
        }
    }

    [Fact]
    public void Each_child_has_a_count_of_its_own()
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(1, Timeout.Infinite, _ => Directive.Restart) });
        var one = Child(parent, Script("one"));
        var two = Child(parent, Script("two"));
        one.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(one, p => p.Incarnation));
        two.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(two, p => p.Incarnation));
        one.Tell(new Throw(new Boom()));
        ExpectStopped(one);
        Assert.Equal(2, On(two, p => p.Incarnation));
    }

    [Fact]
    public void Resumes_are_not_counted()
    {
        var child = ChildUnder(
            new OneForOneStrategy(1, Timeout.Infinite, e => e is Bang ? Directive.Resume : Directive.Restart), Script("child"));
        for (var i = 0; i < 5; i++)
            child.Tell(new Throw(new Bang()));
        child.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(child, p => p.Incarnation));
    }

    [Fact]
    public void A_renewed_child_under_the_same_name_starts_with_a_fresh_count()
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(1, Timeout.Infinite, _ => Directive.Restart) });
        for (var generation = 0; generation < 3; generation++)
        {
            var child = Child(parent, Script("child"));
            On(parent, p => p.Ctx.Watch(child));
            child.Tell(new Throw(new Boom()));
            Assert.Equal(2, On(child, p => p.Incarnation));
            child.Tell(new Throw(new Boom()));
            Expect("parent: terminated child");
        }
    }

    private IActorRef ChildUnder(SupervisorStrategy strategy, Script script) =>
        Child(Start(Script("parent") with { Strategy = strategy }), script);
}
