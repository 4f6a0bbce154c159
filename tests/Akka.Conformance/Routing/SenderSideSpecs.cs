using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Akka.Util;

namespace Akka.Conformance.Routing;

/// <summary>A message goes through the router's logic on the sender's thread, past the router's mailbox.</summary>
public class SenderSideSpecs : RoutingSpec
{
    [Fact]
    public void The_logic_runs_on_the_sender_s_thread()
    {
        var logic = new ThreadNotingLogic();
        var router = Sys.ActorOf(Props.Empty.WithRouter(new ByHand(logic)));
        router.Tell(new AddRoutee(Routee.FromActorRef(TestActor)));
        AwaitCondition(() => CountOf(router) == 1, Patience);

        var sender = new Thread(() => router.Tell("hello", ActorRefs.NoSender));
        sender.Start();
        ExpectMsg("hello", Patience);
        Assert.Equal(sender.ManagedThreadId, logic.Thread);
    }

    [Fact]
    public void Messages_reach_routees_while_the_router_itself_is_held_up()
    {
        using var stuck = new StuckResizer();
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2).WithResizer(stuck)));
        router.Tell(new Work(0), TestActor);
        Assert.True(stuck.Entered.Wait(Patience));
        for (var i = 1; i < 20; i++)
            router.Tell(new Work(i), TestActor);
        ReceiveN(20, Patience);
        Assert.False(stuck.Release.IsSet);
        stuck.Release.Set();
    }

    [Fact]
    public void A_routee_sees_the_sender_of_the_message_not_the_router()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1)));
        var probe = CreateTestProbe();
        router.Tell(new Work(1), probe.Ref);
        Assert.Equal(probe.Ref, probe.ExpectMsg<Worked>(Patience).ToldBy);
        router.Tell(new Broadcast(new Work(2)), probe.Ref);
        Assert.Equal(probe.Ref, probe.ExpectMsg<Worked>(Patience).ToldBy);
    }

    [Fact]
    public void A_routee_answers_as_itself_and_lives_below_the_router()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1)), "parent-of-routees");
        router.Tell(new Work(1), TestActor);
        var worked = ExpectMsg<Worked>(Patience);
        Assert.Equal(LastSender, worked.By);
        Assert.Equal(router.Path, worked.By.Path.Parent);
    }

    [Fact]
    public void Messages_of_one_sender_to_one_routee_keep_their_order()
    {
        const int senders = 4, each = 5_000;
        var done = new CountdownEvent(senders * each);
        var disorder = new Flag();
        var router = Sys.ActorOf(Props.Create(() => new OrderChecker(done, disorder)).WithRouter(new RoundRobinPool(3)));
        Race.Run(senders, sender =>
        {
            for (var i = 0; i < each; i++)
                router.Tell(new Numbered(sender, i), ActorRefs.NoSender);
        });
        Assert.True(done.Wait(TimeSpan.FromSeconds(30)));
        Assert.False(disorder.Value);
    }

    [Fact]
    public void An_envelope_is_taken_off_before_the_routee_sees_the_message()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2)));
        router.Tell(new RouterEnvelope(new Work(7)), TestActor);
        Assert.Equal(7, ExpectMsg<Worked>(Patience).Id);
    }

    [Fact]
    public void A_broadcast_reaches_every_routee_of_any_router()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(5)));
        router.Tell(new Broadcast(new Work(7)), TestActor);
        Assert.Equal(5, ReceiveN(5, Patience).Cast<Worked>().Select(w => w.By).Distinct().Count());
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void What_the_logic_gives_to_nobody_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var router = Sys.ActorOf(Props.Empty.WithRouter(new ByHand(new NobodyLogic())));
        router.Tell("into the void", TestActor);
        Assert.Equal("into the void", FishForMessage<DeadLetter>(d => d.Message is string, Patience).Message);
    }

    public sealed class Flag
    {
        private volatile bool _value;

        public bool Value
        {
            get => _value;
            set => _value = value;
        }
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class OrderChecker : ReceiveActor
    {
        private readonly int[] _last = [-1, -1, -1, -1];

        public OrderChecker(CountdownEvent done, Flag disorder) => Receive<Numbered>(message =>
        {
            if (message.Number <= _last[message.Sender])
                disorder.Value = true;
            _last[message.Sender] = message.Number;
            done.Signal();
        });
    }

    private sealed class StuckResizer : Resizer, IDisposable
    {
        public readonly ManualResetEventSlim Entered = new();
        public readonly ManualResetEventSlim Release = new();

        public override bool IsTimeForResize(long messageCounter) => messageCounter == 1;

        public override int Resize(IEnumerable<Routee> currentRoutees)
        {
            Entered.Set();
            Release.Wait(TimeSpan.FromSeconds(20));
            return 0;
        }

        public void Dispose() => Release.Set();
    }
}

/// <summary>A router of one's own, whose routees are added by message.</summary>
public sealed class ByHand : CustomRouterConfig
{
    private readonly RoutingLogic _logic;

    public ByHand(RoutingLogic logic) => _logic = logic;

    public override Router CreateRouter(ActorSystem system) => new(_logic);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();
}

public sealed class ThreadNotingLogic : RoutingLogic
{
    public int Thread { get; private set; }

    public override Routee Select(object message, Routee[] routees)
    {
        Thread = Environment.CurrentManagedThreadId;
        return routees[0];
    }
}

public sealed class NobodyLogic : RoutingLogic
{
    public override Routee Select(object message, Routee[] routees) => Routee.NoRoutee;
}
