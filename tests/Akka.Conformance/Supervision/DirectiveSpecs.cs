using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Supervision;

public class DirectiveSpecs : Spec
{
    [Fact]
    public void Resume_keeps_instance_state_and_mail_and_loses_only_the_failed_message()
    {
        using var gate = new ManualResetEventSlim();
        var child = ChildUnder(Directive.Resume);
        child.Tell("1");
        child.Tell(new Run(_ => gate.Wait(Patience)));
        child.Tell(new Throw(new Boom()));
        child.Tell("2");
        gate.Set();
        Expect("child: constructed 1", "child: PreStart", "child: got 1", "child: got 2");
        Assert.Equal((1, 5), On(child, p => (p.Incarnation, p.Count)));
        ExpectNothingBut(child);
    }

    [Fact]
    public void Restart_replaces_the_instance_and_keeps_the_mail()
    {
        using var gate = new ManualResetEventSlim();
        var child = ChildUnder(Directive.Restart);
        child.Tell("1");
        child.Tell(new Run(_ => gate.Wait(Patience)));
        child.Tell(new Throw(new Boom()));
        child.Tell("2");
        gate.Set();
        Expect(
            "child: constructed 1", "child: PreStart", "child: got 1",
            "child: PreRestart boom Throw", "child: PostStop", "child: constructed 2", "child: PostRestart boom", "child: PreStart",
            "child: got 2");
        Assert.Equal((2, 2), On(child, p => (p.Incarnation, p.Count)));
    }

    [Fact]
    public void Stop_stops_the_child_and_tells_its_watchers()
    {
        var child = ChildUnder(Directive.Stop);
        Watch(child);
        child.Tell(new Throw(new Boom()));
        Expect("child: constructed 1", "child: PreStart", "child: PostStop");
        ExpectTerminated(child);
    }

    [Fact]
    public void A_failure_is_none_of_the_siblings_business()
    {
        foreach (var directive in new[] { Directive.Restart, Directive.Resume, Directive.Stop })
        {
            var parent = Start(Script("parent" + directive) with { Strategy = new OneForOneStrategy(_ => directive) });
            var failing = Child(parent, Script("failing"));
            var sibling = Child(parent, Script("sibling"));
            var watch = Watching(sibling);
            sibling.Tell("1");
            Expect("sibling: got 1");
            failing.Tell(new Throw(new Boom()));
            if (directive == Directive.Stop)
                ExpectStopped(failing);
            else
                On(failing, _ => { });
            Assert.Equal((1, 2), On(sibling, p => (p.Incarnation, p.Count)));
            Assert.False(watch.HasMessages);
            Assert.Equal(1, On(parent, p => p.Incarnation));
        }
    }

    [Fact]
    public void The_decider_chooses_by_exception()
    {
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(e => e switch
            {
                Boom => Directive.Resume,
                Bang => Directive.Restart,
                _ => Directive.Stop,
            }),
        });
        var child = Child(parent, Script("child"));
        child.Tell(new Throw(new Boom()));
        Assert.Equal((1, 2), On(child, p => (p.Incarnation, p.Count)));
        child.Tell(new Throw(new Bang()));
        Assert.Equal((2, 1), On(child, p => (p.Incarnation, p.Count)));
        child.Tell(new Throw(new InvalidOperationException()));
        ExpectStopped(child);
    }

    [Fact]
    public void A_deployable_decider_finds_the_directive_of_the_exception_s_type()
    {
        var decider = Decider.From(
            Directive.Stop,
            new KeyValuePair<Type, Directive>(typeof(Boom), Directive.Resume),
            new KeyValuePair<Type, Directive>(typeof(ArgumentException), Directive.Restart));
        Assert.Equal(Directive.Resume, decider.Decide(new Boom()));
        Assert.Equal(Directive.Restart, decider.Decide(new ArgumentException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new Bang()));
        var child = Child(Start(Script("parent") with { Strategy = new OneForOneStrategy(decider) }), Script("child"));
        child.Tell(new Throw(new Boom()));
        child.Tell("alive");
        Expect("child: got alive");
    }

    [Fact]
    public void Supervision_happens_inside_the_parent_between_its_messages()
    {
        using var gate = new ManualResetEventSlim();
        using var busy = new ManualResetEventSlim();
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                TestActor.Tell("deciding");
                return Directive.Restart;
            }),
        });
        var child = Child(parent, Script("child"));
        parent.Tell(new Run(p =>
        {
            busy.Set();
            gate.Wait(Patience);
            p.Report("busy no more");
        }));
        Await(busy.WaitHandle);
        child.Tell(new Throw(new Boom()));
        child.Tell("next");
        gate.Set();
        Expect("parent: busy no more", "deciding", "child: got next");
    }

    [Fact]
    public void In_the_decider_the_sender_is_the_failed_child()
    {
        IActorRef seen = null;
        Puppet parentInstance = null;
        var parent = Start(Script("parent") with
        {
            OnConstruction = p => parentInstance = p,
            Strategy = new OneForOneStrategy(_ =>
            {
                seen = parentInstance.From;
                return Directive.Restart;
            }),
        });
        var child = Child(parent, Script("child"));
        child.Tell(new Throw(new Boom()));
        On(child, _ => { });
        Assert.Equal(child, seen);
    }

    [Fact]
    public void A_decider_that_throws_is_a_failure_of_the_parent()
    {
        var grandparent = Start(Script("grandparent") with
        {
            Strategy = new OneForOneStrategy(e =>
            {
                TestActor.Tell(e);
                return Directive.Stop;
            }),
        });
        var parent = Child(grandparent, Script("parent") with { Strategy = new OneForOneStrategy(_ => throw new Bang("in the decider")) });
        var child = Child(parent, Script("child"));
        Watching(child);
        child.Tell(new Throw(new Boom()));
        Assert.Contains("in the decider", ExpectMsg<Exception>().ToString(), StringComparison.Ordinal);
        ExpectStopped(parent);
        ExpectStopped(child);
    }

    [Theory]
    [InlineData(Directive.Restart)]
    [InlineData(Directive.Stop)]
    public void A_failure_is_logged_as_an_error_of_the_child(Directive directive)
    {
        var errors = Subscribed<Error>();
        var child = ChildUnder(directive);
        child.Tell(new Throw(new Boom("to be logged")));
        var error = errors.FishForMessage<Error>(e => e.Cause is not null);
        Assert.Equal("to be logged", error.Cause.Message);
        Assert.Contains("/child", error.LogSource, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_failures_in_a_row_are_each_decided_once()
    {
        var decisions = 0;
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                Interlocked.Increment(ref decisions);
                return Directive.Restart;
            }),
        });
        var child = Child(parent, Script("child"));
        for (var i = 0; i < 100; i++)
            child.Tell(new Throw(new Boom()));
        Assert.Equal(101, On(child, p => p.Incarnation));
        Assert.Equal(100, decisions);
    }

    private IActorRef ChildUnder(Directive directive)
    {
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => directive) });
        return Child(parent, Script("child") with { Hooks = true });
    }
}
