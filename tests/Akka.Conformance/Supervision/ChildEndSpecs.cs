using Akka.Actor;

namespace Akka.Conformance.Supervision;

public class ChildEndSpecs : Spec
{
    [Fact]
    public void A_strategy_of_ones_own_hears_of_every_child_that_ends()
    {
        var strategy = new Listening();
        var parent = StartParent(strategy);
        LetLeave(parent, 5);
        AwaitAssert(() => Assert.Equal(5, strategy.Heard), Patience);
    }

    [Fact]
    public void A_strategy_that_comes_with_a_restart_hears_of_every_child_that_ends()
    {
        var strategy = new Listening();
        var parent = StartParent(new OneForOneStrategy(static _ => Directive.Restart), strategy);
        LetLeave(parent, 3);
        parent.Tell(new Throw(new Boom()));
        ExpectMsg("restarted");
        LetLeave(parent, 5);
        AwaitAssert(() => Assert.Equal(5, strategy.Heard), Patience);
    }

    private IActorRef StartParent(params SupervisorStrategy[] strategies) => Sys.ActorOf(Props.Create(() => new Parent(strategies, TestActor)));

    /// <summary>One after the other, and each gone before the next is made.</summary>
    private void LetLeave(IActorRef parent, int count)
    {
        for (var i = 0; i < count; i++)
        {
            parent.Tell("make");
            Watch(ExpectMsg<IActorRef>());
            ExpectMsg<Terminated>();
            AwaitAssert(() => Assert.Equal(0, Await(parent.Ask<int>("count", Patience))), Patience);
        }
    }

    private sealed class Parent(SupervisorStrategy[] strategies, IActorRef report) : UntypedActor
    {
        private readonly SupervisorStrategy _strategy = Next(strategies);

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "make":
                    var child = Context.ActorOf<Leaver>();
                    report.Tell(child);
                    child.Tell("leave");
                    break;
                case "count":
                    Sender.Tell(Context.GetChildren().Count());
                    break;
                case Throw failure:
                    throw failure.Exception;
            }
        }

        protected override void PostRestart(Exception reason) => report.Tell("restarted");

        /// <summary>The first incarnation's is the first, every later one's the second: they share the array, for it is part of the props.</summary>
        private static SupervisorStrategy Next(SupervisorStrategy[] strategies)
        {
            var next = strategies[0];
            if (strategies.Length > 1)
                (strategies[0], strategies[1]) = (strategies[1], strategies[1]);
            return next;
        }
    }

    private sealed class Leaver : UntypedActor
    {
        protected override void OnReceive(object message) => Context.Stop(Self);
    }

    private sealed class Listening() : OneForOneStrategy(static _ => Directive.Stop)
    {
        private int _heard;

        public int Heard => Volatile.Read(ref _heard);

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
            Interlocked.Increment(ref _heard);
    }

    /// <summary>Unnamed children come and go in numbers; how they go must not cost a failure.</summary>
    [Theory, InlineData(true), InlineData(false)]
    public void A_child_that_stops_itself_and_then_throws_is_judged(bool named)
    {
        var parent = Sys.ActorOf(Props.Create(() => new Judging(TestActor, named)));
        for (var i = 0; i < 3; i++)
        {
            parent.Tell("quiet");
            AwaitAssert(() => Assert.Equal(0, Await(parent.Ask<int>(1, Patience))), Patience);
        }

        for (var i = 0; i < 20; i++)
            parent.Tell("boom");
        for (var i = 0; i < 20; i++)
            ExpectMsg("judged");
        AwaitAssert(() => Assert.Equal(0, Await(parent.Ask<int>(1, Patience))), Patience);
    }

    private sealed class Judging : ReceiveActor
    {
        private readonly IActorRef _report;

        public Judging(IActorRef report, bool named)
        {
            _report = report;
            var made = 0;
            Receive<string>(text => Context.ActorOf(Props.Create(() => new StopsItself()), named ? $"child-{made++}" : null).Tell(text));
            Receive<int>(_ => Sender.Tell(Context.GetChildren().Count()));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            _report.Tell("judged");
            return Directive.Stop;
        });
    }

    private sealed class StopsItself : ReceiveActor
    {
        public StopsItself() => Receive<string>(text =>
        {
            Context.Stop(Self);
            if (text == "boom")
                throw new Boom();
        });
    }
}
