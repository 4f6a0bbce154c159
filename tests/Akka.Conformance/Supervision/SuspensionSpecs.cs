using Akka.Actor;

namespace Akka.Conformance.Supervision;

/// <summary>From its failure to the decision an actor and all below it handle no messages.</summary>
public class SuspensionSpecs : Spec
{
    private readonly ManualResetEventSlim _deciding = new();
    private readonly ManualResetEventSlim _decide = new();
    private Directive _directive = Directive.Resume;

    [Fact]
    public void A_failed_actor_handles_nothing_until_its_failure_is_decided()
    {
        var (_, child, _) = Family();
        child.Tell(new Throw(new Boom()));
        Await(_deciding.WaitHandle);
        child.Tell("meanwhile");
        ExpectSilence();
        _decide.Set();
        Expect("child: got meanwhile");
    }

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public void Its_children_and_theirs_are_suspended_with_it(Directive directive)
    {
        _directive = directive;
        var (_, child, grandchild) = Family(keepsChildren: true);
        var deepest = Child(grandchild, Script("deepest"));
        child.Tell(new Throw(new Boom()));
        Await(_deciding.WaitHandle);
        grandchild.Tell("meanwhile");
        deepest.Tell("meanwhile");
        ExpectSilence();
        _decide.Set();
        if (directive == Directive.Resume)
        {
            ExpectInAnyOrder("grandchild: got meanwhile", "deepest: got meanwhile");
            Assert.Equal(1, On(grandchild, p => p.Incarnation));
        }
        else
        {
            // It restarts with its parent and keeps its mail; the one below it is stopped, as its own PreRestart says.
            Expect("grandchild: got meanwhile");
            Assert.Equal(2, On(grandchild, p => p.Incarnation));
            ExpectStopped(deepest);
        }
    }

    [Fact]
    public void A_sibling_goes_on_meanwhile()
    {
        var (parent, child, _) = Family();
        var sibling = Child(parent, Script("sibling"));
        child.Tell(new Throw(new Boom()));
        Await(_deciding.WaitHandle);
        sibling.Tell("meanwhile");
        Expect("sibling: got meanwhile");
        _decide.Set();
        On(child, _ => { });
    }

    [Fact]
    public void A_child_that_fails_while_its_parent_awaits_its_own_verdict_comes_back_restarted()
    {
        var top = Start(Script("top") with { Strategy = Blocking() });
        var middle = Child(top, Script("middle") with { Strategy = new OneForOneStrategy(_ => Directive.Restart) });
        using var inside = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var leaf = Child(middle, Script("leaf"));
        leaf.Tell(new Run(_ =>
        {
            inside.Set();
            gate.Wait(Patience);
            throw new Bang();
        }));
        Await(inside.WaitHandle);
        middle.Tell(new Throw(new Boom()));
        Await(_deciding.WaitHandle);
        gate.Set();
        _decide.Set();
        leaf.Tell("hello");
        Expect("leaf: got hello");
        Assert.Equal(2, On(leaf, p => p.Incarnation));
        Assert.Equal(1, On(middle, p => p.Incarnation));
    }

    [Fact]
    public void A_child_suspended_for_two_reasons_waits_until_both_are_settled()
    {
        using var deciding = new ManualResetEventSlim();
        using var decide = new ManualResetEventSlim();
        var top = Start(Script("top") with { Strategy = Blocking() });
        var middle = Child(top, Script("middle") with
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                deciding.Set();
                decide.Wait(Patience);
                return Directive.Resume;
            }),
        });
        using var inside = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var leaf = Child(middle, Script("leaf"));
        leaf.Tell(new Run(_ =>
        {
            inside.Set();
            gate.Wait(Patience);
            throw new Bang();
        }));
        Await(inside.WaitHandle);
        middle.Tell(new Throw(new Boom()));
        Await(_deciding.WaitHandle);
        gate.Set();
        leaf.Tell("meanwhile");
        // Its parent's trouble is over, its own is not.
        _decide.Set();
        Await(deciding.WaitHandle);
        ExpectSilence();
        decide.Set();
        Expect("leaf: got meanwhile");
    }

    [Fact]
    public void Several_children_that_fail_at_once_are_each_decided_once()
    {
        const int Children = 20;
        var decisions = 0;
        var parent = Start(Script("parent") with
        {
            Strategy = new OneForOneStrategy(_ =>
            {
                Interlocked.Increment(ref decisions);
                return Directive.Restart;
            }),
        });
        var children = Enumerable.Range(0, Children).Select(i => Child(parent, Script("child" + i))).ToList();
        using var gate = new ManualResetEventSlim();
        parent.Tell(new Run(_ => gate.Wait(Patience)));
        foreach (var child in children)
        {
            child.Tell(new Throw(new Boom()));
            child.Tell("after");
        }
        gate.Set();
        ExpectInAnyOrder(Enumerable.Range(0, Children).Select(i => $"child{i}: got after").ToArray());
        Assert.Equal(Children, decisions);
        Assert.All(children, c => Assert.Equal(2, On(c, p => p.Incarnation)));
    }

    [Fact]
    public void With_AllForOne_failures_at_once_leave_every_child_running()
    {
        var parent = Start(Script("parent") with { Strategy = new AllForOneStrategy(_ => Directive.Restart) });
        var children = Enumerable.Range(0, 10).Select(i => Child(parent, Script("child" + i))).ToList();
        using var gate = new ManualResetEventSlim();
        parent.Tell(new Run(_ => gate.Wait(Patience)));
        foreach (var child in children)
        {
            child.Tell(new Throw(new Boom()));
            child.Tell("after");
        }
        gate.Set();
        ExpectInAnyOrder(Enumerable.Range(0, 10).Select(i => $"child{i}: got after").ToArray());
        Assert.All(children, c => Assert.True(On(c, p => p.Incarnation) >= 2));
    }

    [Fact]
    public void A_parent_and_its_child_that_fail_together_both_come_back()
    {
        for (var round = 0; round < 50; round++)
        {
            var top = Start(Script("top" + round) with { Strategy = new OneForOneStrategy(_ => Directive.Resume) });
            var middle = Child(top, Script("middle") with { Strategy = new OneForOneStrategy(_ => Directive.Resume) });
            var leaf = Child(middle, Script("leaf"));
            using var both = new Barrier(2);
            middle.Tell(new Run(_ =>
            {
                both.SignalAndWait(Patience);
                throw new Boom();
            }));
            leaf.Tell(new Run(_ =>
            {
                both.SignalAndWait(Patience);
                throw new Bang();
            }));
            middle.Tell("m");
            leaf.Tell("l");
            ExpectInAnyOrder("middle: got m", "leaf: got l");
        }
    }

    protected override void AfterAll()
    {
        _decide.Set();
        base.AfterAll();
        _deciding.Dispose();
    }

    private (IActorRef Parent, IActorRef Child, IActorRef Grandchild) Family(bool keepsChildren = false)
    {
        var parent = Start(Script("parent") with { Strategy = Blocking() });
        var child = Child(parent, Script("child") with { KeepsChildren = keepsChildren });
        return (parent, child, Child(child, Script("grandchild")));
    }

    private OneForOneStrategy Blocking() => new(_ =>
    {
        _deciding.Set();
        _decide.Wait(Patience);
        return _directive;
    });

    /// <summary>Others are given every chance to run, then some time: a false suspension would show here.</summary>
    private void ExpectSilence()
    {
        for (var i = 0; i < 10; i++)
            On(Start(Script($"fence{i}{Guid.NewGuid():N}")), _ => { });
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }
}
