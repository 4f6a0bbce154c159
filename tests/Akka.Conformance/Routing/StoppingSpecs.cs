using Akka.Actor;
using Akka.Event;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class StoppingSpecs : RoutingSpec
{
    [Theory]
    [InlineData("PoisonPill")]
    [InlineData("Kill")]
    [InlineData("Stop")]
    public void A_pool_that_is_told_to_stop_takes_all_routees_with_it(string how)
    {
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(3))));
        var routees = RouteesOf(router);
        foreach (var routee in routees)
            Watch(routee);
        if (how == "Stop")
            Sys.Stop(router);
        else
            router.Tell(how == "Kill" ? Kill.Instance : PoisonPill.Instance);
        ExpectAllTerminated([router, .. routees]);
    }

    [Fact]
    public void A_poison_pill_is_for_the_router_not_for_a_routee()
    {
        var workers = Enumerable.Range(0, 2).Select(_ => WatchedByTest(Sys.ActorOf(WorkerProps))).ToArray();
        var router = WatchedByTest(Sys.ActorOf(new RoundRobinGroup(workers.Select(w => w.Path.ToStringWithoutAddress())).Props()));
        router.Tell(PoisonPill.Instance);
        ExpectTerminated(router, Patience);
        ExpectNoMsg(AWhile);
        foreach (var worker in workers)
            Assert.Equal(0, Answer<int>(worker, new HowMany()));
    }

    [Fact]
    public void A_broadcast_poison_pill_stops_routees_after_their_work_and_then_the_pool()
    {
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(3))));
        var holds = RouteesOf(router).Select(routee =>
        {
            var hold = new Hold();
            routee.Tell(hold);
            return hold;
        }).ToArray();
        for (var i = 0; i < 9; i++)
            router.Tell(new Work(i), TestActor);
        router.Tell(new Broadcast(PoisonPill.Instance));
        foreach (var hold in holds)
            hold.Release.Set();
        Assert.Equal(9, ReceiveN(9, Patience).Cast<Worked>().Select(w => w.Id).Distinct().Count());
        ExpectTerminated(router, Patience);
    }

    [Fact]
    public void A_broadcast_poison_pill_stops_a_group_s_routees_and_leaves_the_group()
    {
        var workers = Enumerable.Range(0, 2).Select(_ => WatchedByTest(Sys.ActorOf(WorkerProps))).ToArray();
        var router = Sys.ActorOf(new RoundRobinGroup(workers.Select(w => w.Path.ToStringWithoutAddress())).Props());
        router.Tell(new Broadcast(PoisonPill.Instance));
        ExpectAllTerminated(workers);
        WatchedByTest(router);
        ExpectNoMsg(AWhile);
        Assert.Equal(2, CountOf(router));
    }

    [Fact]
    public void A_pool_goes_on_with_the_rest_when_a_routee_stops()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(3)));
        var dead = WatchedByTest(RouteesOf(router)[0]);
        dead.Tell(PoisonPill.Instance);
        ExpectTerminated(dead, Patience);
        AwaitCondition(() => CountOf(router) == 2, Patience);
        Assert.DoesNotContain(dead, Send(router, 8));
    }

    [Fact]
    public void A_pool_stops_when_all_of_its_routees_have_stopped()
    {
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new RandomPool(3))));
        foreach (var routee in RouteesOf(router))
            Sys.Stop(routee);
        ExpectTerminated(router, Patience);
    }

    [Fact]
    public void What_is_told_to_a_stopped_pool_is_a_dead_letter()
    {
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2))));
        Sys.Stop(router);
        ExpectTerminated(router, Patience);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        router.Tell(new Work(5), TestActor);
        Assert.Equal(new Work(5), FishForMessage<DeadLetter>(d => d.Message is Work, Patience).Message);
    }
}
