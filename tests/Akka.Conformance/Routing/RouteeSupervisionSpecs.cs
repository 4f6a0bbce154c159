using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class RouteeSupervisionSpecs : RoutingSpec
{
    private Props ObservedWorker(IActorRef observer) => Props.Create(() => new Worker(observer));

    /// <summary>A pool below a parent that decides so.</summary>
    private IActorRef PoolBelow(Directive decision, Pool pool)
    {
        var parent = Sys.ActorOf(Props.Create(() => new DecidingParent(decision)));
        return Answer<IActorRef>(parent, ObservedWorker(TestActor).WithRouter(pool));
    }

    private static RoundRobinPool Escalating(int routees) =>
        new RoundRobinPool(routees).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Escalate));

    [Fact]
    public void By_default_only_the_routee_that_failed_is_restarted()
    {
        var router = PoolBelow(Directive.Stop, new RoundRobinPool(3));
        Send(router, 3);
        var routees = RouteesOf(router);
        routees[1].Tell(new Fail());
        Assert.Equal(routees[1], ExpectMsg<Restarted>(Patience).Who);
        Assert.Equal([1, 0, 1], routees.Select(r => Answer<int>(r, new HowMany())));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_failure_that_is_escalated_restarts_the_router_and_all_of_its_routees()
    {
        var router = PoolBelow(Directive.Restart, Escalating(3));
        var before = RouteesOf(router);
        before[1].Tell(new Fail());
        var restarted = ReceiveN(3, Patience).Cast<Restarted>().Select(r => r.Who).ToHashSet();
        Assert.True(restarted.SetEquals(before));
        Assert.Equal(before.ToHashSet(), RouteesOf(router).ToHashSet());
        Assert.True(Send(router, 6).ToHashSet().SetEquals(before));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void The_router_s_parent_may_resume_and_nobody_loses_state()
    {
        var router = PoolBelow(Directive.Resume, Escalating(2));
        Send(router, 4);
        var routees = RouteesOf(router);
        routees[0].Tell(new Fail());
        Assert.Equal(2, Answer<int>(routees[0], new HowMany()));
        Assert.Equal(2, Answer<int>(routees[1], new HowMany()));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void The_router_s_parent_may_stop_it_and_all_routees_go()
    {
        var router = WatchedByTest(PoolBelow(Directive.Stop, Escalating(2)));
        var routees = RouteesOf(router);
        foreach (var routee in routees)
            Watch(routee);
        routees[0].Tell(new Fail());
        ExpectAllTerminated([router, .. routees]);
    }

    [Fact]
    public void A_strategy_of_the_pool_s_own_restarts_only_the_one_that_failed()
    {
        var pool = new RoundRobinPool(3).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart));
        var router = PoolBelow(Directive.Stop, pool);
        Send(router, 3);
        var routees = RouteesOf(router);
        routees[2].Tell(new Fail());
        Assert.Equal(routees[2], ExpectMsg<Restarted>(Patience).Who);
        Assert.Equal([1, 1, 0], routees.Select(r => Answer<int>(r, new HowMany())));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_strategy_that_stops_removes_the_one_that_failed()
    {
        var pool = new RoundRobinPool(3).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop));
        var router = PoolBelow(Directive.Escalate, pool);
        var failing = WatchedByTest(RouteesOf(router)[0]);
        failing.Tell(new Fail());
        ExpectTerminated(failing, Patience);
        AwaitCondition(() => CountOf(router) == 2, Patience);
        Assert.DoesNotContain(failing, Send(router, 4));
    }

    [Fact]
    public void An_all_for_one_strategy_restarts_all_routees()
    {
        var pool = new RoundRobinPool(3).WithSupervisorStrategy(new AllForOneStrategy(_ => Directive.Restart));
        var router = PoolBelow(Directive.Stop, pool);
        router.Tell(new Fail());
        Assert.Equal(3, ReceiveN(3, Patience).Cast<Restarted>().Select(r => r.Who).Distinct().Count());
        Assert.Equal(3, CountOf(router));
    }

    [Fact]
    public void Routees_that_failed_keep_the_mail_they_had_not_begun()
    {
        var pool = new RoundRobinPool(1).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Restart));
        var router = PoolBelow(Directive.Stop, pool);
        var hold = new Hold();
        router.Tell(hold);
        Assert.True(hold.Entered.Wait(Patience));
        router.Tell(new Fail());
        for (var i = 0; i < 3; i++)
            router.Tell(new Work(i), TestActor);
        hold.Release.Set();
        ExpectMsg<Restarted>(Patience);
        Assert.Equal([0, 1, 2], ReceiveN(3, Patience).Cast<Worked>().Select(w => w.Id));
    }

    private sealed class DecidingParent : ReceiveActor
    {
        private readonly Directive _decision;

        public DecidingParent(Directive decision)
        {
            _decision = decision;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => _decision);
    }
}
