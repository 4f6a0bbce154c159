using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Supervision;

public class EscalationSpecs : Spec
{
    [Fact]
    public void An_escalated_exception_is_decided_one_level_up_as_it_was_thrown()
    {
        var boom = new Boom();
        var grandparent = Start(Script("grandparent") with { Strategy = Reporting(Directive.Resume) });
        var parent = Child(grandparent, Script("parent") with { Strategy = Reporting(Directive.Escalate) });
        var child = Child(parent, Script("child"));
        child.Tell(new Throw(boom));
        child.Tell("alive");
        Assert.Same(boom, ExpectMsg<Exception>());
        Assert.Same(boom, ExpectMsg<Exception>());
        Expect("child: got alive");
        Assert.Equal((1, 3), On(child, p => (p.Incarnation, p.Count)));
        Assert.Equal(1, On(parent, p => p.Incarnation));
    }

    [Fact]
    public void Restart_from_above_restarts_the_parent_and_stops_its_children()
    {
        var grandparent = Start(Script("grandparent") with { Strategy = new OneForOneStrategy(_ => Directive.Restart) });
        var parent = Child(grandparent, Script("parent") with
        {
            Hooks = true,
            Strategy = new OneForOneStrategy(_ => Directive.Escalate),
        });
        Expect("parent: constructed 1", "parent: PreStart");
        var child = Child(parent, Script("child"));
        var watch = Watching(child);
        child.Tell(new Throw(new Boom()));
        Expect("parent: PreRestart boom -", "parent: PostStop", "parent: constructed 2", "parent: PostRestart boom", "parent: PreStart");
        watch.ExpectTerminated(child);
        Assert.Empty(On(parent, p => p.Ctx.GetChildren().ToList()));
    }

    [Fact]
    public void Stop_from_above_stops_the_parent_and_with_it_the_child()
    {
        var grandparent = Start(Script("grandparent") with { Strategy = new OneForOneStrategy(_ => Directive.Stop) });
        var parent = Child(grandparent, Script("parent") with { Hooks = true, Strategy = new OneForOneStrategy(_ => Directive.Escalate) });
        Expect("parent: constructed 1", "parent: PreStart");
        var child = Child(parent, Script("child") with { Hooks = true });
        Expect("child: constructed 1", "child: PreStart");
        child.Tell(new Throw(new Boom()));
        Expect("child: PostStop", "parent: PostStop");
        ExpectStopped(parent);
    }

    [Fact]
    public void Escalation_may_climb_several_levels()
    {
        var top = Start(Script("top") with { Strategy = Reporting(Directive.Restart) });
        var current = top;
        var all = new List<IActorRef>();
        for (var depth = 0; depth < 5; depth++)
        {
            current = Child(current, Script("level" + depth) with { Strategy = new OneForOneStrategy(_ => Directive.Escalate) });
            all.Add(current);
        }
        var deepest = Watching(current);
        current.Tell(new Throw(new Boom("from the deep")));
        Assert.Equal("from the deep", ExpectMsg<Exception>().Message);
        deepest.ExpectTerminated(current);
        Assert.Equal(2, On(all[0], p => p.Incarnation));
        Assert.Equal(1, On(top, p => p.Incarnation));
    }

    [Fact]
    public void What_escalates_to_the_user_guardian_restarts_the_top_level_actor()
    {
        var top = Start(Script("top") with { Strategy = new OneForOneStrategy(_ => Directive.Escalate) });
        var child = Child(top, Script("child"));
        var watch = Watching(child);
        child.Tell(new Throw(new Boom()));
        watch.ExpectTerminated(child);
        Assert.Equal(2, On(top, p => p.Incarnation));
    }

    [Fact]
    public async Task A_guardian_that_escalates_ends_the_system()
    {
        var system = ActorSystem.Create("escalating", ConfigurationFactory
            .ParseString($"akka.actor.guardian-supervisor-strategy = \"{typeof(EscalatingStrategy).AssemblyQualifiedName}\"")
            .WithFallback(QuietConfig));
        system.ActorOf(Puppet.Props(Script("a"))).Tell(new Throw(new Boom()));
        await system.WhenTerminated.WaitAsync(Patience);
    }

    private OneForOneStrategy Reporting(Directive directive)
    {
        var probe = TestActor;
        return new OneForOneStrategy(e =>
        {
            probe.Tell(e);
            return directive;
        });
    }

    public sealed class EscalatingStrategy : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }
}
