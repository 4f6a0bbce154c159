using Akka.Actor;

namespace Akka.Conformance.Actor;

public class ContextSpecs : Spec
{
    [Fact]
    public void An_actor_knows_itself_its_parent_its_system_and_its_props()
    {
        var props = Puppet.Props(Script("parent"));
        var parent = Sys.ActorOf(props, "parent");
        var child = Child(parent, Script("child"));
        Assert.Equal(parent, On(parent, p => p.Me));
        Assert.Equal(parent, On(parent, p => p.Ctx.Self));
        Assert.Equal(parent, On(child, p => p.Ctx.Parent));
        Assert.Equal("/user", On(parent, p => p.Ctx.Parent).Path.ToStringWithoutAddress());
        Assert.Same(Sys, On(parent, p => p.Ctx.System));
        Assert.Equal(typeof(Puppet), On(parent, p => p.Ctx.Props.Type));
        Assert.Equal(parent.Path / "child", child.Path);
    }

    [Fact]
    public void Children_are_listed_and_found_by_name()
    {
        var parent = Start(Script("parent"));
        var one = Child(parent, Script("one"));
        var two = Child(parent, Script("two"));
        Assert.Equal(new[] { one, two }, On(parent, p => p.Ctx.GetChildren().OrderBy(c => c.Path.Name).ToList()));
        Assert.Equal(one, On(parent, p => p.Ctx.Child("one")));
        Assert.True(On(parent, p => p.Ctx.Child("three")).IsNobody());
    }

    [Fact]
    public void A_child_made_in_the_constructor_is_there()
    {
        var probe = TestActor;
        var parent = Start(Script("parent") with { OnConstruction = p => p.Ctx.ActorOf(Puppet.Props(new Script("child", probe)), "child") });
        Assert.Single(On(parent, p => p.Ctx.GetChildren().ToList()));
        Sys.ActorSelection("/user/parent/child").Tell("hello");
        Expect("child: got hello");
    }

    [Fact]
    public void Context_of_an_actor_is_not_there_outside_of_it()
    {
        var actor = Start(Script("a"));
        Exception seen = null;
        On(actor, p =>
        {
            // On a thread of its own: one of the pool may still stand in for a test actor, as the implicit sender.
            var thread = new Thread(() => seen = Record.Exception(() => p.Ctx.ToString()));
            thread.Start();
            thread.Join();
        });
        Assert.NotNull(seen);
    }

    [Fact]
    public void Forward_keeps_the_original_sender()
    {
        var probe = CreateTestProbe();
        var origin = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Forwarding(probe.Ref)));
        actor.Tell("hello", origin.Ref);
        probe.ExpectMsgFrom(origin.Ref, "hello");
    }

    [Fact]
    public void Identify_is_answered_with_the_message_id_and_the_ref()
    {
        var actor = Start(Script("a"));
        actor.Tell(new Identify(7), TestActor);
        var identity = ExpectMsg<ActorIdentity>();
        Assert.Equal(7, identity.MessageId);
        Assert.Equal(actor, identity.Subject);
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void Identify_of_a_dead_or_unknown_actor_is_answered_with_no_subject()
    {
        var actor = Start(Script("a"));
        Sys.Stop(actor);
        ExpectStopped(actor);
        actor.Tell(new Identify("dead"), TestActor);
        Assert.True(ExpectMsg<ActorIdentity>(i => (string)i.MessageId == "dead").Subject.IsNobody());
        Sys.ActorSelection("/user/none").Tell(new Identify("none"), TestActor);
        Assert.True(ExpectMsg<ActorIdentity>(i => (string)i.MessageId == "none").Subject.IsNobody());
    }

    [Fact]
    public void Messages_between_one_pair_of_actors_keep_their_order()
    {
        const int Senders = 8;
        const int Messages = 500;
        var done = new CountdownEvent(Senders * Messages);
        var receiver = Sys.ActorOf(Props.Create(() => new OrderChecker(Senders, done)));
        for (var i = 0; i < Senders; i++)
        {
            var number = i;
            var sender = Start(Script("sender" + i));
            sender.Tell(new Run(_ =>
            {
                for (var n = 0; n < Messages; n++)
                    receiver.Tell((number, n));
            }));
        }
        Await(done);
        Assert.Equal("in order", Await(receiver.Ask<string>("how", Patience)));
    }

    private sealed class Forwarding : ReceiveActor
    {
        public Forwarding(IActorRef to) => ReceiveAny(to.Forward);
    }

    private sealed class OrderChecker : ReceiveActor
    {
        private string _verdict = "in order";

        public OrderChecker(int senders, CountdownEvent done)
        {
            var next = new int[senders];
            Receive<(int Sender, int Number)>(m =>
            {
                if (m.Number != next[m.Sender]++)
                    _verdict = $"{m.Number} of {m.Sender} out of order";
                done.Signal();
            });
            Receive<string>(_ => Sender.Tell(_verdict));
        }
    }
}
