using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class ManagementSpecs : RoutingSpec
{
    [Fact]
    public void GetRoutees_is_answered_with_the_pool_s_children()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(3)));
        var routees = RouteesOf(router);
        Assert.Equal(3, routees.Distinct().Count());
        Assert.All(routees, routee => Assert.Equal(router.Path, routee.Path.Parent));
    }

    [Fact]
    public void GetRoutees_of_a_group_are_its_selections()
    {
        var router = Sys.ActorOf(new RoundRobinGroup("/user/a", "/user/b").Props());
        var members = Answer<Routees>(router, GetRoutees.Instance).Members.Cast<ActorSelectionRoutee>().ToArray();
        Assert.Equal(["user/a", "user/b"], members.Select(m => m.Selection.PathString.TrimStart('/')));
    }

    [Fact]
    public void An_added_routee_gets_its_turn()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1)));
        var added = Sys.ActorOf(WorkerProps);
        router.Tell(new AddRoutee(Routee.FromActorRef(added)));
        AwaitCondition(() => CountOf(router) == 2, Patience);
        Assert.Contains(added, Send(router, 2));
    }

    [Fact]
    public void An_added_routee_that_dies_is_removed()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1)));
        var added = Sys.ActorOf(WorkerProps);
        router.Tell(new AddRoutee(Routee.FromActorRef(added)));
        AwaitCondition(() => CountOf(router) == 2, Patience);
        Sys.Stop(added);
        AwaitCondition(() => CountOf(router) == 1, Patience);
        Assert.DoesNotContain(added, Send(router, 4));
    }

    [Fact]
    public void A_removed_child_gets_nothing_more_and_stops()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(3)));
        var leaving = WatchedByTest(RouteesOf(router)[1]);
        router.Tell(new RemoveRoutee(Routee.FromActorRef(leaving)));
        ExpectTerminated(leaving, Patience);
        Assert.Equal(2, CountOf(router));
        Assert.DoesNotContain(leaving, Send(router, 6));
    }

    [Fact]
    public void A_removed_child_finishes_what_it_had_been_given()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2)));
        var leaving = WatchedByTest(RouteesOf(router)[0]);
        var hold = new Hold();
        leaving.Tell(hold);
        Assert.True(hold.Entered.Wait(Patience));
        for (var i = 0; i < 3; i++)
            leaving.Tell(new Work(i), TestActor);
        router.Tell(new RemoveRoutee(Routee.FromActorRef(leaving)));
        AwaitCondition(() => CountOf(router) == 1, Patience);
        hold.Release.Set();
        Assert.Equal([0, 1, 2], ReceiveN(3, Patience).Cast<Worked>().Select(w => w.Id));
        ExpectTerminated(leaving, Patience);
    }

    [Fact]
    public void A_removed_routee_that_is_no_child_lives_on()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1)));
        var guest = Sys.ActorOf(WorkerProps);
        router.Tell(new AddRoutee(Routee.FromActorRef(guest)));
        AwaitCondition(() => CountOf(router) == 2, Patience);
        router.Tell(new RemoveRoutee(Routee.FromActorRef(guest)));
        AwaitCondition(() => CountOf(router) == 1, Patience);
        WatchedByTest(guest);
        ExpectNoMsg(AWhile);
        Assert.Equal(0, Answer<int>(guest, new HowMany()));
    }

    [Fact]
    public void A_pool_stops_when_its_last_routee_is_removed()
    {
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1))));
        router.Tell(new RemoveRoutee(Routee.FromActorRef(RouteesOf(router)[0])));
        ExpectTerminated(router, Patience);
    }

    [Fact]
    public void AdjustPoolSize_adds_children_that_work()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1)));
        router.Tell(new AdjustPoolSize(3));
        AwaitCondition(() => CountOf(router) == 4, Patience);
        Assert.Equal(4, Send(router, 4).Distinct().Count());
    }

    [Fact]
    public void AdjustPoolSize_removes_and_stops_children()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(4)));
        var before = RouteesOf(router);
        foreach (var routee in before)
            Watch(routee);
        router.Tell(new AdjustPoolSize(-3));
        var gone = ReceiveN(3, Patience).Cast<Terminated>().Select(t => t.ActorRef).ToArray();
        Assert.Equal([.. before.Except(gone)], RouteesOf(router));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_router_answers_Identify_as_itself()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2)));
        Assert.Equal(router, Answer<ActorIdentity>(router, new Identify(1)).Subject);
    }
}
