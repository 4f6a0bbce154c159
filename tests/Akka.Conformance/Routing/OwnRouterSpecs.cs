using Akka.Actor;
using Akka.Routing;
using Akka.Util;

namespace Akka.Conformance.Routing;

/// <summary>Routers that users write: a logic, a configuration, or a Router inside an actor.</summary>
public class OwnRouterSpecs : RoutingSpec
{
    [Fact]
    public void A_logic_may_send_to_several()
    {
        var router = Sys.ActorOf(new RedundantGroup(2, Workers("redundant", 3)).Props());
        router.Tell(new Work(1), TestActor);
        Assert.Equal(2, ReceiveN(2, Patience).Cast<Worked>().Select(w => w.By).Distinct().Count());
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_pool_of_one_s_own_makes_supervises_and_loses_routees_like_any()
    {
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new LastPool(3))));
        Assert.Equal(3, CountOf(router));
        Assert.Equal(RouteesOf(router)[2], Send(router, 1)[0]);
        foreach (var routee in RouteesOf(router))
            Sys.Stop(routee);
        ExpectTerminated(router, Patience);
    }

    [Fact]
    public void A_custom_configuration_gets_its_routees_by_message()
    {
        var router = Sys.ActorOf(Props.Empty.WithRouter(new ByHand(new RoundRobinRoutingLogic())));
        router.Tell(new AddRoutee(Routee.FromActorRef(Sys.ActorOf(WorkerProps))));
        router.Tell(new AddRoutee(Routee.FromActorRef(Sys.ActorOf(WorkerProps))));
        AwaitCondition(() => CountOf(router) == 2, Patience);
        Assert.Equal(2, Send(router, 4).Distinct().Count());
    }

    [Fact]
    public void An_actor_may_route_by_itself()
    {
        var master = Sys.ActorOf(Props.Create(() => new Master()));
        Assert.Equal(3, Send(master, 3).Distinct().Count());
    }

    [Fact]
    public void A_router_is_immutable_and_its_copies_share_the_turn()
    {
        var empty = new Router(new RoundRobinRoutingLogic());
        var two = empty.AddRoutee(TestActor).AddRoutee(Sys.DeadLetters);
        Assert.Empty(empty.Routees);
        Assert.Equal(2, two.Routees.Count());
        var one = two.RemoveRoutee(Sys.DeadLetters);
        Assert.Equal([new ActorRefRoutee(TestActor)], one.Routees);
        Assert.Same(empty.RoutingLogic, one.RoutingLogic);
        one.Route("hello", ActorRefs.NoSender);
        ExpectMsg("hello", Patience);
        one.Route(new Broadcast("to all"), ActorRefs.NoSender);
        ExpectMsg("to all", Patience);
    }

    private string[] Workers(string prefix, int count) =>
        Enumerable.Range(0, count).Select(i => Sys.ActorOf(WorkerProps, prefix + i).Path.ToStringWithoutAddress()).ToArray();

    private sealed class RedundantLogic(int copies) : RoutingLogic
    {
        private readonly RoundRobinRoutingLogic _turns = new();

        public override Routee Select(object message, Routee[] routees) =>
            new SeveralRoutees(Enumerable.Range(0, copies).Select(_ => _turns.Select(message, routees)).ToArray());
    }

    private sealed class RedundantGroup(int copies, string[] paths) : Group(paths, "akka.actor.default-dispatcher")
    {
        public override Router CreateRouter(ActorSystem system) => new(new RedundantLogic(copies));

        public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

        public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();
    }

    private sealed class LastLogic : RoutingLogic
    {
        public override Routee Select(object message, Routee[] routees) => routees[^1];
    }

    private sealed class LastPool(int size) : Pool(size, null, DefaultSupervisorStrategy, "akka.actor.default-dispatcher", false)
    {
        public override Router CreateRouter(ActorSystem system) => new(new LastLogic());

        public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

        public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();
    }

    private sealed class Master : ReceiveActor
    {
        public Master()
        {
            var routees = Enumerable.Range(0, 3).Select(_ => Routee.FromActorRef(Context.ActorOf(WorkerProps))).ToArray();
            var router = new Router(new RoundRobinRoutingLogic(), routees);
            ReceiveAny(message => router.Route(message, Sender));
        }
    }
}
