using Akka.Actor;

namespace Akka.Conformance.Supervision;

public class DefaultStrategySpecs : Spec
{
    [Fact]
    public void The_default_decider_restarts_on_exceptions_and_stops_on_failed_initialisation_kill_and_death_pact()
    {
        var decider = SupervisorStrategy.DefaultDecider;
        Assert.Equal(Directive.Restart, decider.Decide(new Boom()));
        Assert.Equal(Directive.Restart, decider.Decide(new InvalidOperationException()));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new DeathPactException(TestActor)));
    }

    [Fact]
    public void By_default_a_child_restarts_any_number_of_times()
    {
        var child = Child(Start(Script("parent")), Script("child"));
        for (var i = 0; i < 50; i++)
            child.Tell(new Throw(new Boom()));
        Assert.Equal(51, On(child, p => p.Incarnation));
    }

    [Fact]
    public void By_default_a_top_level_actor_restarts_too()
    {
        var actor = Start(Script("a"));
        actor.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(actor, p => p.Incarnation));
    }

    [Fact]
    public void The_stopping_strategy_stops_on_any_exception()
    {
        var parent = Start(Script("parent") with { Strategy = SupervisorStrategy.StoppingStrategy });
        var child = Child(parent, Script("child"));
        var other = Child(parent, Script("other"));
        child.Tell(new Throw(new Boom()));
        ExpectStopped(child);
        Assert.Equal(1, On(other, p => p.Incarnation));
    }

    [Fact]
    public void Strategies_tell_their_limits()
    {
        var strategy = new OneForOneStrategy(3, 500, _ => Directive.Restart);
        Assert.Equal(3, strategy.MaxNumberOfRetries);
        Assert.Equal(500, strategy.WithinTimeRangeMilliseconds);
        var other = new AllForOneStrategy(4, TimeSpan.FromSeconds(2), _ => Directive.Restart);
        Assert.Equal(4, other.MaxNumberOfRetries);
        Assert.Equal(2000, other.WithinTimeRangeMilliseconds);
        Assert.Equal(-1, new OneForOneStrategy(_ => Directive.Stop).MaxNumberOfRetries);
        Assert.Equal(5, strategy.WithMaxNrOfRetries(5).MaxNumberOfRetries);
        Assert.Equal(Directive.Restart, strategy.Decider.Decide(new Boom()));
    }
}

public class ConfiguredGuardianStrategySpecs : Spec
{
    public ConfiguredGuardianStrategySpecs()
        : base("akka.actor.guardian-supervisor-strategy = \"Akka.Actor.StoppingSupervisorStrategy\"")
    {
    }

    [Fact]
    public void The_configured_strategy_supervises_top_level_actors()
    {
        var actor = Start(Script("a"));
        actor.Tell(new Throw(new Boom()));
        ExpectStopped(actor);
    }

    [Fact]
    public void Other_parents_keep_the_default()
    {
        var child = Child(Start(Script("parent")), Script("child"));
        child.Tell(new Throw(new Boom()));
        Assert.Equal(2, On(child, p => p.Incarnation));
    }
}
