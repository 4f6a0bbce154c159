using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Conformance.Dispatch;

public class MailboxSpecs : Spec
{
    private static readonly string Hocon = $$"""
        bounded { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 3, mailbox-push-timeout-time = 50ms }
        patient { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 1, mailbox-push-timeout-time = 30s }
        bounded-deque { mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox", mailbox-capacity = 3, mailbox-push-timeout-time = 50ms }
        unbounded { mailbox-type = "Akka.Dispatch.UnboundedMailbox" }
        deque { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox" }
        priority { mailbox-type = "{{typeof(IntPriority).AssemblyQualifiedName}}" }
        stable { mailbox-type = "{{typeof(IntStablePriority).AssemblyQualifiedName}}" }
        with-priority { type = Dispatcher, mailbox-type = "{{typeof(IntStablePriority).AssemblyQualifiedName}}" }
        akka.actor.mailbox.bounded-queue-based { mailbox-capacity = 2, mailbox-push-timeout-time = 50ms }
        akka.actor.deployment {
          /deployed { mailbox = stable }
          /bounded-by-deployment { mailbox = bounded }
        }
        """;

    public MailboxSpecs()
        : base(Hocon)
    {
    }

    [Theory]
    [InlineData("bounded")]
    [InlineData("bounded-deque")]
    public void A_full_bounded_mailbox_turns_messages_into_dead_letters_after_the_push_timeout(string mailbox)
    {
        var dead = Subscribed<DeadLetter>();
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox(mailbox), gate);
        for (var i = 0; i < 6; i++)
            actor.Tell(i, TestActor);
        for (var i = 3; i < 6; i++)
        {
            var letter = dead.ExpectMsg<DeadLetter>();
            Assert.Equal(i, letter.Message);
            Assert.Equal(TestActor, letter.Sender);
            Assert.Equal(actor, letter.Recipient);
        }
        gate.Set();
        Expect("a: got 0", "a: got 1", "a: got 2");
        actor.Tell("room again");
        Expect("a: got room again");
        Assert.False(dead.HasMessages);
    }

    [Fact]
    public void A_sender_waits_for_room_in_a_bounded_mailbox()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox("patient"), gate);
        actor.Tell("1");
        using var telling = new ManualResetEventSlim();
        using var told = new ManualResetEventSlim();
        var sender = new Thread(() =>
        {
            telling.Set();
            actor.Tell("2");
            told.Set();
        });
        sender.Start();
        Await(telling.WaitHandle);
        Assert.False(told.Wait(100));
        gate.Set();
        Await(told.WaitHandle);
        Expect("a: got 1", "a: got 2");
        sender.Join();
    }

    [Fact]
    public void System_messages_need_no_room()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox("bounded"), gate);
        for (var i = 0; i < 3; i++)
            actor.Tell(i);
        var watch = Watching(actor);
        Sys.Stop(actor);
        gate.Set();
        watch.ExpectTerminated(actor);
    }

    [Theory]
    [InlineData("priority")]
    [InlineData("stable")]
    public void A_priority_mailbox_hands_out_the_lowest_number_first(string mailbox)
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox(mailbox), gate);
        var numbers = Enumerable.Range(0, 100).Select(i => i * 37 % 100).ToList();
        foreach (var number in numbers)
            actor.Tell(number);
        gate.Set();
        Expect(Enumerable.Range(0, 100).Select(i => $"a: got {i}").ToArray());
    }

    [Fact]
    public void A_stable_priority_mailbox_is_first_in_first_out_among_equals()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox("stable"), gate);
        for (var i = 0; i < 100; i++)
            actor.Tell(new Ranked(i % 3, i));
        gate.Set();
        for (var rank = 0; rank < 3; rank++)
        {
            for (var i = rank; i < 100; i += 3)
                Expect($"a: got {rank}/{i}");
        }
    }

    [Fact]
    public void A_priority_mailbox_keeps_every_message_through_a_restart()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox("stable"), gate);
        actor.Tell(7);
        actor.Tell(3);
        actor.Tell(new Throw(new Boom()));
        gate.Set();
        Expect("a: got 3", "a: got 7");
        Assert.Equal(2, On(actor, p => p.Incarnation));
    }

    [Theory]
    [InlineData("unbounded")]
    [InlineData("deque")]
    public void An_unbounded_mailbox_takes_everything_in_order(string mailbox)
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithMailbox(mailbox), gate);
        for (var i = 0; i < 5000; i++)
            actor.Tell(i);
        gate.Set();
        for (var i = 0; i < 5000; i++)
            Expect($"a: got {i}");
    }

    [Fact]
    public void A_mailbox_may_be_chosen_by_the_dispatcher()
    {
        using var gate = new ManualResetEventSlim();
        ExpectSorted(Blocked(Puppet.Props(Script("a")).WithDispatcher("with-priority"), gate), gate);
    }

    [Fact]
    public void A_mailbox_may_be_chosen_by_the_deployment()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Puppet.Props(Script("a")), "deployed");
        Block(actor, gate);
        ExpectSorted(actor, gate);
    }

    [Fact]
    public void The_mailbox_of_Props_comes_before_that_of_the_dispatcher()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Puppet.Props(Script("a")).WithDispatcher("with-priority").WithMailbox("unbounded"), gate);
        foreach (var number in new[] { 3, 1, 2 })
            actor.Tell(number);
        gate.Set();
        Expect("a: got 3", "a: got 1", "a: got 2");
    }

    [Fact]
    public void A_mailbox_may_be_chosen_by_what_the_actor_requires()
    {
        var dead = Subscribed<DeadLetter>();
        using var gate = new ManualResetEventSlim();
        using var inside = new ManualResetEventSlim();
        var probe = TestActor;
        var actor = Sys.ActorOf(Props.Create(() => new NeedsBounded(probe, inside, gate)));
        actor.Tell("block");
        Await(inside.WaitHandle);
        for (var i = 0; i < 4; i++)
            actor.Tell(i);
        Assert.Equal(2, dead.ExpectMsg<DeadLetter>().Message);
        Assert.Equal(3, dead.ExpectMsg<DeadLetter>().Message);
        gate.Set();
        ExpectMsg(0);
        ExpectMsg(1);
    }

    [Fact]
    public void A_priority_mailbox_ranks_mail_of_many_senders_without_losing_any()
    {
        const int Senders = 4;
        const int Messages = 2000;
        using var done = new CountdownEvent(Senders * Messages);
        var actor = Sys.ActorOf(Props.Create(() => new Counting(done)).WithMailbox("stable"));
        Race.Run(Senders, _ =>
        {
            for (var i = 0; i < Messages; i++)
                actor.Tell(i % 10, ActorRefs.NoSender);
        });
        Await(done);
    }

    private void ExpectSorted(IActorRef actor, ManualResetEventSlim gate)
    {
        foreach (var number in new[] { 3, 1, 2 })
            actor.Tell(number);
        gate.Set();
        Expect("a: got 1", "a: got 2", "a: got 3");
    }

    private IActorRef Blocked(Props props, ManualResetEventSlim gate)
    {
        var actor = Sys.ActorOf(props);
        Block(actor, gate);
        return actor;
    }

    private static void Block(IActorRef actor, ManualResetEventSlim gate)
    {
        using var inside = new ManualResetEventSlim();
        actor.Tell(new Run(_ =>
        {
            inside.Set();
            gate.Wait(Patience);
        }));
        Await(inside.WaitHandle);
    }

    private sealed record Ranked(int Rank, int Number)
    {
        public override string ToString() => $"{Rank}/{Number}";
    }

    private static int Rank(object message) => message switch
    {
        int number => number,
        Ranked ranked => ranked.Rank,
        _ => 1000,
    };

    public sealed class IntPriority(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => Rank(message);
    }

    public sealed class IntStablePriority(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => Rank(message);
    }

    private sealed class NeedsBounded : ReceiveActor, IRequiresMessageQueue<IBoundedMessageQueueSemantics>
    {
        public NeedsBounded(IActorRef report, ManualResetEventSlim inside, ManualResetEventSlim gate)
        {
            Receive<string>(_ =>
            {
                inside.Set();
                gate.Wait(Spec.Patience);
            });
            ReceiveAny(report.Tell);
        }
    }

    private sealed class Counting : ReceiveActor
    {
        public Counting(CountdownEvent done) => ReceiveAny(_ => done.Signal());
    }
}
