using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class SmallestMailboxSpecs : RoutingSpec
{
    private readonly List<Hold> _holds = [];

    private void HoldUp(IActorRef routee)
    {
        var hold = new Hold();
        _holds.Add(hold);
        routee.Tell(hold);
        Assert.True(hold.Entered.Wait(Patience));
    }

    protected override void AfterAll()
    {
        _holds.ForEach(hold => hold.Release.Set());
        base.AfterAll();
    }

    [Fact]
    public void An_idle_routee_gets_the_message_rather_than_one_with_mail()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(3)));
        var routees = RouteesOf(router);
        foreach (var busy in routees[..2])
        {
            HoldUp(busy);
            busy.Tell(new Work(-1), ActorRefs.NoSender);
        }
        for (var i = 0; i < 10; i++)
        {
            router.Tell(new Work(i), TestActor);
            Assert.Equal(routees[2], ExpectMsg<Worked>(Patience).By);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_routee_with_the_fewest_messages_gets_the_next(int fewest)
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(3)));
        var routees = RouteesOf(router);
        for (var i = 0; i < 3; i++)
        {
            HoldUp(routees[i]);
            for (var n = 0; n < (i == fewest ? 2 : 6); n++)
                routees[i].Tell(new Work(-1), ActorRefs.NoSender);
        }
        router.Tell(new Work(1), TestActor);
        router.Tell(new Work(2), TestActor);
        router.Tell(new Work(3), TestActor);
        _holds.ForEach(hold => hold.Release.Set());
        Assert.All(ReceiveN(3, Patience).Cast<Worked>(), worked => Assert.Equal(routees[fewest], worked.By));
    }

    [Fact]
    public void All_routees_get_their_share_when_all_are_held_up()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(4)));
        var routees = RouteesOf(router);
        foreach (var routee in routees)
            HoldUp(routee);
        for (var i = 0; i < 12; i++)
            router.Tell(new Work(i), TestActor);
        _holds.ForEach(hold => hold.Release.Set());
        var by = ReceiveN(12, Patience).Cast<Worked>().GroupBy(w => w.By).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(routees, routee => Assert.Equal(3, by[routee]));
    }

    [Fact]
    public void A_routee_that_stopped_gets_nothing()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(3)));
        var dead = WatchedByTest(RouteesOf(router)[0]);
        Sys.Stop(dead);
        ExpectTerminated(dead, Patience);
        AwaitCondition(() => CountOf(router) == 2, Patience);
        Assert.DoesNotContain(dead, Send(router, 10));
    }

    [Fact]
    public void What_a_routee_has_done_since_it_was_last_idle_does_not_count_against_it()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(2)));
        var (busy, other) = (RouteesOf(router)[0], RouteesOf(router)[1]);
        HoldUp(busy);
        for (var i = 0; i < 5; i++)
            busy.Tell(new Work(-1), ActorRefs.NoSender);
        var second = new Hold();
        _holds.Add(second);
        busy.Tell(second);
        _holds[0].Release.Set();
        Assert.True(second.Entered.Wait(Patience));
        HoldUp(other);
        other.Tell(new Work(-1), ActorRefs.NoSender);

        router.Tell(new Work(1), TestActor);

        _holds.ForEach(hold => hold.Release.Set());
        Assert.Equal(busy, ExpectMsg<Worked>(Patience).By);
    }

    [Fact]
    public void A_routee_that_awaits_a_task_is_not_idle()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var router = Sys.ActorOf(Props.Create(() => new Waiter(TestActor, goOn.Task)).WithRouter(new SmallestMailboxPool(2)));
        var waiter = RouteesOf(router)[0];
        waiter.Tell("wait");
        ExpectMsg("waiting");
        // With mail, so that it comes after the other also where that has just answered and is not idle yet.
        waiter.Tell(-1);
        for (var i = 0; i < 10; i++)
        {
            router.Tell(i);
            ExpectMsg(i, Patience);
        }
        goOn.SetResult();
        ExpectMsg("waited");
        ExpectMsg(-1);
    }

    [Fact]
    public void A_routee_that_a_failure_has_suspended_comes_after_one_with_more_mail()
    {
        using var deciding = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var strategy = new OneForOneStrategy(_ =>
        {
            deciding.Set();
            goOn.Wait(Patience);
            return Directive.Resume;
        });
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(2).WithSupervisorStrategy(strategy)));
        var (failed, busy) = (RouteesOf(router)[0], RouteesOf(router)[1]);
        failed.Tell(new Fail());
        Assert.True(deciding.Wait(Patience));
        failed.Tell(new Work(-1), ActorRefs.NoSender);
        HoldUp(busy);
        for (var i = 0; i < 3; i++)
            busy.Tell(new Work(-1), ActorRefs.NoSender);

        router.Tell(new Work(1), TestActor);

        _holds[0].Release.Set();
        Assert.Equal(busy, ExpectMsg<Worked>(Patience).By);
        goOn.Set();
    }

    [Fact]
    public void A_routee_that_has_stopped_comes_after_one_with_mail_also_while_the_router_still_has_it()
    {
        var dead = WatchedByTest(Sys.ActorOf(WorkerProps));
        Sys.Stop(dead);
        ExpectTerminated(dead, Patience);
        dead.Tell(new Work(-1), ActorRefs.NoSender);
        var busy = Sys.ActorOf(WorkerProps);
        HoldUp(busy);
        for (var i = 0; i < 3; i++)
            busy.Tell(new Work(-1), ActorRefs.NoSender);

        var chosen = new SmallestMailboxRoutingLogic().Select(new Work(1), [Routee.FromActorRef(dead), Routee.FromActorRef(busy)]);

        Assert.Equal(busy, Assert.IsType<ActorRefRoutee>(chosen).Actor);
    }

    [Fact]
    public void Every_message_of_many_concurrent_senders_is_done_once()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new SmallestMailboxPool(8)));
        Race.Run(4, sender =>
        {
            for (var i = 0; i < 500; i++)
                router.Tell(new Work(sender * 500 + i), TestActor);
        });
        Assert.Equal(2000, ReceiveN(2000, Patience).Cast<Worked>().Select(w => w.Id).Distinct().Count());
        ExpectNoMsg(AWhile);
    }

    /// <summary>A routee that works may wait for what it sends to its own pool.</summary>
    [Fact]
    public void A_routee_that_is_about_to_start_comes_before_one_that_works()
    {
        using var start = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var pool = Sys.ActorOf(new SmallestMailboxPool(2).Props(Props.Create(() => new SlowToStart(TestActor, start, goOn))));
        ExpectMsg("starting");
        pool.Tell("hold");
        ExpectMsg("holding");
        pool.Tell("next");
        start.Set();
        ExpectMsg("next");
        goOn.Set();
        ExpectMsg("held");
    }

    private sealed class Waiter : ReceiveActor
    {
        public Waiter(IActorRef report, Task goOn)
        {
            ReceiveAsync<string>(async _ =>
            {
                report.Tell("waiting");
                await goOn;
                report.Tell("waited");
            });
            Receive<int>(number => report.Tell(number));
        }
    }

    private sealed class SlowToStart : ReceiveActor
    {
        public SlowToStart(IActorRef report, ManualResetEventSlim start, ManualResetEventSlim goOn)
        {
            // The second of the pool.
            if (Self.Path.Name == "$b")
            {
                report.Tell("starting");
                start.Wait(Patience);
            }

            Receive<string>(static text => text == "hold", _ =>
            {
                report.Tell("holding");
                goOn.Wait(Patience);
                report.Tell("held");
            });
            Receive<string>(text => report.Tell(text));
        }
    }
}
