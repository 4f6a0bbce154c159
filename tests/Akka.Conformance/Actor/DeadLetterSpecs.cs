using Akka.Actor;
using Akka.Event;

namespace Akka.Conformance.Actor;

public class DeadLetterSpecs : Spec
{
    [Fact]
    public void A_message_to_a_stopped_actor_becomes_a_dead_letter_with_its_sender_and_recipient()
    {
        var actor = Stopped();
        var dead = Subscribed<DeadLetter>();
        actor.Tell("hello", TestActor);
        var letter = dead.ExpectMsg<DeadLetter>();
        Assert.Equal("hello", letter.Message);
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public void A_message_told_to_DeadLetters_is_published()
    {
        var dead = Subscribed<DeadLetter>();
        Sys.DeadLetters.Tell("hello", TestActor);
        var letter = dead.ExpectMsg<DeadLetter>();
        Assert.Equal("hello", letter.Message);
        Assert.Equal(TestActor, letter.Sender);
    }

    [Fact]
    public void The_rest_of_the_mailbox_of_a_failed_and_stopped_actor_becomes_dead_letters_in_order()
    {
        using var gate = new ManualResetEventSlim();
        var dead = Subscribed<DeadLetter>();
        var parent = Start(Script("parent") with { Strategy = new OneForOneStrategy(_ => Directive.Stop) });
        var child = Child(parent, Script("child"));
        child.Tell(new Run(_ => gate.Wait(Patience)));
        child.Tell(new Throw(new Boom()));
        for (var i = 0; i < 5; i++)
            child.Tell(i);
        gate.Set();
        for (var i = 0; i < 5; i++)
            Assert.Equal(i, dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void Mail_of_an_actor_that_never_came_to_life_becomes_dead_letters()
    {
        using var gate = new ManualResetEventSlim();
        var dead = Subscribed<DeadLetter>();
        var actor = Start(Script("a") with
        {
            OnConstruction = _ =>
            {
                gate.Wait(Patience);
                throw new Boom();
            },
        });
        actor.Tell("early");
        gate.Set();
        Assert.Equal("early", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void What_asks_not_to_be_noticed_is_a_suppressed_dead_letter()
    {
        var actor = Stopped();
        var dead = Subscribed<DeadLetter>();
        var suppressed = Subscribed<SuppressedDeadLetter>();
        var all = Subscribed<AllDeadLetters>();
        actor.Tell(new Unimportant());
        actor.Tell(PoisonPill.Instance);
        actor.Tell("important");
        Assert.IsType<Unimportant>(suppressed.ExpectMsg<SuppressedDeadLetter>().Message);
        Assert.Equal("important", dead.ExpectMsg<DeadLetter>().Message);
        Assert.IsType<SuppressedDeadLetter>(all.ExpectMsg<AllDeadLetters>());
        all.FishForMessage<AllDeadLetters>(l => l is DeadLetter);
    }

    [Fact]
    public void A_message_to_a_path_where_no_actor_is_becomes_a_dead_letter()
    {
        var dead = Subscribed<DeadLetter>();
        Sys.ActorSelection("/user/no-such-actor").Tell("hello", TestActor);
        Assert.Equal("hello", dead.ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_subscriber_of_the_base_type_sees_unhandled_messages_too()
    {
        var all = Subscribed<AllDeadLetters>();
        Sys.ActorOf<Deaf>().Tell("hello", TestActor);
        Assert.IsType<UnhandledMessage>(all.ExpectMsg<AllDeadLetters>());
    }

    private IActorRef Stopped()
    {
        var actor = Start(Script("a"));
        Sys.Stop(actor);
        ExpectStopped(actor);
        return actor;
    }

    private sealed class Unimportant : IDeadLetterSuppression;

    private sealed class Deaf : ReceiveActor
    {
        public Deaf() => Receive<int>(_ => { });
    }
}
