using Akka.Actor;

namespace Akka.Conformance.Actor;

public class NamingSpecs : Spec
{
    [Theory]
    [InlineData("a")]
    [InlineData("A-b_c.d*e+f:g@h&i=j,k!l~m'n;o()p")]
    [InlineData("with%20escape")]
    [InlineData("a$b")]
    [InlineData("0")]
    public void A_valid_name_becomes_the_last_element_of_the_path(string name)
    {
        var actor = Start(Script(name));
        Assert.Equal(name, actor.Path.Name);
        Assert.Equal($"akka://{Sys.Name}/user/{name}", actor.Path.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a%2")]
    [InlineData("a%zz")]
    public void An_invalid_name_is_refused_at_the_top_and_below(string name)
    {
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Puppet.Props(Script("x")), name));
        var parent = Start(Script("parent"));
        Assert.Throws<InvalidActorNameException>(() => On(parent, p => p.Ctx.ActorOf(Puppet.Props(Script("x")), name)));
        Assert.Empty(On(parent, p => p.Ctx.GetChildren().ToList()));
    }

    [Fact]
    public void A_name_taken_is_refused_and_the_actor_that_has_it_lives_on()
    {
        var first = Start(Script("a"));
        Assert.Throws<InvalidActorNameException>(() => Start(Script("a")));
        first.Tell("hello");
        Expect("a: got hello");
        var child = Child(first, Script("a"));
        Assert.Throws<InvalidActorNameException>(() => Child(first, Script("a")));
        child.Tell("still");
        Expect("a: got still");
    }

    [Fact]
    public void Without_a_name_each_actor_gets_one_of_its_own_that_starts_with_a_dollar_sign()
    {
        var refs = Enumerable.Range(0, 200).Select(_ => Sys.ActorOf(Puppet.Props(Script("x")))).ToList();
        Assert.All(refs, r => Assert.StartsWith("$", r.Path.Name, StringComparison.Ordinal));
        Assert.Equal(200, refs.Select(r => r.Path.Name).Distinct().Count());
    }

    [Fact]
    public void The_name_of_a_stopping_child_stays_taken_until_it_has_stopped()
    {
        using var gate = new ManualResetEventSlim();
        var parent = Start(Script("parent"));
        var child = Child(parent, new Script("child", TestActor) { OnPostStop = _ => gate.Wait(Patience) });
        On(parent, p =>
        {
            p.Ctx.Watch(child);
            p.Ctx.Stop(child);
            Assert.Throws<InvalidActorNameException>(() => p.Ctx.ActorOf(Puppet.Props(Script("child")), "child"));
        });
        Assert.Throws<InvalidActorNameException>(() => Child(parent, Script("child")));
        gate.Set();
        Expect("parent: terminated child");
        Child(parent, Script("child")).Tell("hello");
        Expect("child: got hello");
    }

    [Fact]
    public void A_watching_parent_may_reuse_the_name_in_its_Terminated_handler()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Renewer(TestActor)), "parent");
        for (var generation = 1; generation <= 200; generation++)
        {
            var child = (IActorRef)ExpectMsg<object>();
            Assert.Equal("child", child.Path.Name);
            child.Tell(PoisonPill.Instance);
        }
        Watch(parent);
        Sys.Stop(parent);
        FishForMessage<Terminated>(t => t.ActorRef.Equals(parent));
    }

    [Fact]
    public void A_top_level_name_is_free_again_soon_after_its_Terminated()
    {
        for (var i = 0; i < 20; i++)
        {
            IActorRef actor = null;
            AwaitTrue(() =>
            {
                try
                {
                    actor = Start(Script("phoenix"));
                    return true;
                }
                catch (InvalidActorNameException)
                {
                    return false;
                }
            }, "the name is free");
            Sys.Stop(actor);
            ExpectStopped(actor);
        }
    }

    private sealed class Renewer : ReceiveActor
    {
        public Renewer(IActorRef report)
        {
            void Spawn()
            {
                var child = Context.ActorOf(Puppet.Props(new Script("child", report)), "child");
                Context.Watch(child);
                report.Tell(child);
            }

            Spawn();
            Receive<Terminated>(_ => Spawn());
        }
    }
}
