using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Akka.Conformance.TestKitSpecs;

public class TestProbeSpecs : KitSpec
{
    [Fact]
    public void A_probe_is_given_wherever_an_actor_is_asked_for()
    {
        var probe = CreateTestProbe();
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        echo.Tell("a", probe);

        probe.ExpectMsg("a");
        Assert.True(probe.Equals(probe.Ref));
        Assert.Equal(probe.Ref.Path, ((IActorRef)probe).Path);
    }

    [Fact]
    public void A_probe_replies_to_the_last_sender_and_is_the_replys_sender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("a", TestActor);
        probe.ExpectMsg("a");
        probe.Reply("b");

        ExpectMsg("b");
        Assert.Equal(probe.Ref, LastSender);
        Assert.Equal(TestActor, probe.Sender);
    }

    [Fact]
    public void A_probe_forwards_with_the_senders_name()
    {
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        first.Ref.Tell("a", TestActor);
        first.ExpectMsg("a");
        first.Forward(second);
        first.Forward(second, "b");

        second.ExpectMsgFrom(TestActor, "a");
        second.ExpectMsgFrom(TestActor, "b");
    }

    [Fact]
    public void A_probe_sends_in_its_own_name()
    {
        var probe = CreateTestProbe();
        probe.Send(Sys.ActorOf(SimpleEchoActor.Props()), "a");

        probe.ExpectMsg("a");
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_probe_watches()
    {
        var probe = CreateTestProbe();
        var watched = probe.Watch(Sys.ActorOf(BlackHoleActor.Props));
        watched.Tell(PoisonPill.Instance);

        probe.ExpectTerminated(watched);
    }

    [Fact]
    public void A_probe_is_watched()
    {
        var probe = CreateTestProbe();
        Watch(probe);
        Sys.Stop(probe);

        ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void A_probe_bears_the_name_given()
    {
        var probe = CreateTestProbe("a-name");

        Assert.Contains("a-name", probe.Ref.Path.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_has_children_under_a_strategy_of_their_own()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create<Fragile>(), "child", SupervisorStrategy.StoppingStrategy);
        probe.Watch(child);
        Assert.Equal(probe.Ref.Path, child.Path.Parent);
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell("break"));

        probe.ExpectTerminated(child);
    }

    [Fact]
    public void A_child_without_a_strategy_of_its_own_is_restarted()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf<Fragile>();
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell("break"));
        child.Tell("a");

        ExpectMsg("a");
    }

    [Fact]
    public void What_no_one_took_from_a_stopped_probe_is_a_dead_letter()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("never taken", TestActor);

        EventFilter.DeadLetter<string>(text => text == "never taken").ExpectOne(() => Sys.Stop(probe));
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile()
        {
            Receive<string>(text => text == "break", _ => throw new InvalidOperationException("broken"));
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
