using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Conformance.Stash;

public class StashSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AWhile = TimeSpan.FromMilliseconds(200);

    public StashSpecs() : base(ConfigurationFactory.ParseString("""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        three-at-most {
          mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox, Akka"
          stash-capacity = 3
        }
        """))
    {
    }

    private IActorRef Door(bool open = false) => Sys.ActorOf(Props.Create(() => new Door(TestActor, open)));

    private void TellAll(IActorRef door, params object[] messages)
    {
        foreach (var message in messages)
            door.Tell(message, TestActor);
    }

    [Fact]
    public void Stashed_messages_come_back_before_later_ones_and_in_their_order()
    {
        var door = Door();
        TellAll(door, 1, 2, 3, "open+later");
        Assert.Equal([1, 2, 3, 4], ReceiveN(4, Patience).Cast<int>());
    }

    [Fact]
    public void Unstash_gives_back_the_oldest_alone()
    {
        var door = Door();
        TellAll(door, 1, 2, 3, "one");
        ExpectMsg(1, Patience);
        ExpectNoMsg(AWhile);
        TellAll(door, "count");
        ExpectMsg("2 stashed", Patience);
    }

    [Fact]
    public void UnstashAll_with_a_predicate_gives_back_those_and_drops_the_others()
    {
        var door = Door();
        TellAll(door, 1, 2, 3, 4, "open even");
        Assert.Equal([2, 4], ReceiveN(2, Patience).Cast<int>());
        TellAll(door, "count");
        ExpectMsg("0 stashed", Patience);
    }

    [Fact]
    public void A_stashed_message_keeps_its_sender()
    {
        var door = Door();
        var probe = CreateTestProbe();
        door.Tell("my name?", probe.Ref);
        TellAll(door, "open");
        probe.ExpectMsg("you are " + probe.Ref.Path.Name, Patience);
    }

    [Fact]
    public void A_message_may_be_stashed_again_after_it_came_back()
    {
        var door = Door();
        TellAll(door, 1, 2, "reopen closed", 3, "open");
        Assert.Equal([1, 2, 3], ReceiveN(3, Patience).Cast<int>());
    }

    [Fact]
    public void ClearStash_takes_all_out()
    {
        var door = Door();
        TellAll(door, 1, 2, 3, "clear");
        Assert.Equal([1, 2, 3], ExpectMsg<int[]>(Patience));
        TellAll(door, "open", 9);
        ExpectMsg(9, Patience);
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void Prepended_messages_come_first_and_in_their_order()
    {
        var door = Door();
        TellAll(door, 7, 8, "prepend", "open");
        Assert.Equal([100, 101, 7, 8], ReceiveN(4, Patience).Cast<int>());
    }

    [Fact]
    public void The_same_message_twice_is_an_error()
    {
        var door = Door();
        TellAll(door, "twice");
        Assert.IsType<IllegalActorStateException>(ExpectMsg<Status.Failure>(Patience).Cause);
    }

    [Fact]
    public void Equal_messages_are_not_the_same_message()
    {
        var door = Door();
        TellAll(door, 1, 1, 1, "open");
        Assert.Equal([1, 1, 1], ReceiveN(3, Patience).Cast<int>());
    }

    [Fact]
    public void It_says_how_many_it_holds_and_knows_no_bound_by_default()
    {
        var door = Door();
        TellAll(door, "state", 1, "state");
        Assert.Equal((0, true, false, false), ExpectMsg<(int, bool, bool, bool)>(Patience));
        Assert.Equal((1, false, true, false), ExpectMsg<(int, bool, bool, bool)>(Patience));
        for (var i = 0; i < 5_000; i++)
            door.Tell(i);
        TellAll(door, "count");
        ExpectMsg("5001 stashed", Patience);
    }

    [Fact]
    public void A_restart_gives_stashed_messages_to_the_new_instance_in_order()
    {
        var door = Door();
        TellAll(door, 1, 2, 3, "fail", 4, "open");
        Assert.Equal([1, 2, 3, 4], ReceiveN(4, Patience).Cast<int>());
        TellAll(door, "incarnation");
        ExpectMsg("incarnation 2", Patience);
    }

    [Fact]
    public void Stashed_messages_of_an_actor_that_stops_are_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var door = Door();
        TellAll(door, 1, 2, 3, PoisonPill.Instance);
        var letters = new List<DeadLetter>();
        while (letters.Count < 3)
            letters.Add(FishForMessage<DeadLetter>(d => d.Message is int, Patience));
        Assert.Equal([1, 2, 3], letters.Select(l => (int)l.Message).Order());
        Assert.All(letters, letter => Assert.Equal(TestActor, letter.Sender));
    }

    [Fact]
    public void Messages_stashed_by_an_asynchronous_handler_come_back_too()
    {
        var door = Sys.ActorOf(Props.Create(() => new AsyncDoor(TestActor)));
        TellAll(door, 1, 2, "open", 3);
        Assert.Equal([1, 2, 3], ReceiveN(3, Patience).Cast<int>());
    }

    [Fact]
    public void A_bound_given_in_props_overflows_with_an_error()
    {
        var door = Sys.ActorOf(Props.Create(() => new BoundedDoor(TestActor)).WithStashCapacity(2));
        TellAll(door, 1, 2, 3);
        Assert.Equal((2, true), ExpectMsg<(int, bool)>(Patience));
        Assert.IsType<StashOverflowException>(ExpectMsg<Status.Failure>(Patience).Cause);
    }

    [Fact]
    public void A_bound_given_with_the_mailbox_overflows_with_an_error()
    {
        var door = Sys.ActorOf(Props.Create(() => new BoundedDoor(TestActor)).WithMailbox("three-at-most"));
        TellAll(door, 1, 2, 3, 4);
        Assert.Equal((3, true), ExpectMsg<(int, bool)>(Patience));
        Assert.IsType<StashOverflowException>(ExpectMsg<Status.Failure>(Patience).Cause);
    }

    [Fact]
    public void An_unrestricted_stash_needs_a_deque_based_mailbox_by_configuration()
    {
        var actor = Sys.ActorOf(Props.Create(() => new UnrestrictedDoor(TestActor)).WithMailbox("three-at-most"));
        TellAll(actor, 1, "open");
        ExpectMsg(1, Patience);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_stashed_Terminated_is_handled_once_it_comes_back(bool all)
    {
        var watched = Door();
        var stasher = Sys.ActorOf(Props.Create(() => new StashesTheEnd(TestActor, watched, all)));
        stasher.Tell("watching?");
        ExpectMsg("watching", Patience);
        Sys.Stop(watched);
        ExpectMsg("stashed", Patience);
        stasher.Tell("open");
        ExpectMsg("terminated", Patience);
    }

    private sealed class StashesTheEnd : ReceiveActor, IWithUnboundedStash
    {
        public StashesTheEnd(IActorRef report, IActorRef watched, bool all)
        {
            Context.Watch(watched);
            Receive<Terminated>(_ =>
            {
                Stash.Stash();
                report.Tell("stashed");
            });
            Receive<string>(static text => text == "watching?", _ => report.Tell("watching"));
            Receive<string>(_ =>
            {
                Become(() => Receive<Terminated>(_ => report.Tell("terminated")));
                if (all)
                    Stash.UnstashAll();
                else
                    Stash.Unstash();
            });
        }

        public IStash Stash { get; set; }
    }
}
