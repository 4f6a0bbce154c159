using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class DeploymentSpecs : RoutingSpec
{
    private const string Hocon = """
        akka.actor.deployment {
          /round-robin { router = round-robin-pool, nr-of-instances = 3 }
          /random { router = random-pool, nr-of-instances = 3 }
          /smallest { router = smallest-mailbox-pool, nr-of-instances = 3 }
          /broadcast { router = broadcast-pool, nr-of-instances = 3 }
          /hashing { router = consistent-hashing-pool, nr-of-instances = 3, virtual-nodes-factor = 17 }
          /round-robin-group { router = round-robin-group, routees.paths = ["/user/w1", "/user/w2"] }
          /random-group { router = random-group, routees.paths = ["/user/w1", "/user/w2"] }
          /broadcast-group { router = broadcast-group, routees.paths = ["/user/w1", "/user/w2"] }
          /hashing-group { router = consistent-hashing-group, routees.paths = ["/user/w1", "/user/w2"] }
          /no-size { router = round-robin-pool }
          /from-code { router = from-code }
          /parent/child { router = round-robin-pool, nr-of-instances = 2 }
          "/anybody/*" { router = round-robin-pool, nr-of-instances = 4 }
          "/anybody/special" { router = round-robin-pool, nr-of-instances = 5 }
          /own-dispatcher { router = round-robin-pool, nr-of-instances = 2, pool-dispatcher { type = ForkJoinDispatcher, throughput = 7, dedicated-thread-pool { thread-count = 1 } } }
          /routees-moved { router = round-robin-pool, nr-of-instances = 2 }
          "/routees-moved/*" { dispatcher = aside }
        }
        aside { type = ForkJoinDispatcher, throughput = 9, dedicated-thread-pool { thread-count = 1 } }
        """;

    public DeploymentSpecs() : base(Hocon)
    {
    }

    private static Props Configured => WorkerProps.WithRouter(FromConfig.Instance);

    [Theory]
    [InlineData("round-robin")]
    [InlineData("random")]
    [InlineData("smallest")]
    [InlineData("hashing")]
    public void A_deployment_makes_the_pool_it_names(string name)
    {
        var router = Sys.ActorOf(Configured, name);
        Assert.Equal(3, CountOf(router));
        router.Tell(new ConsistentHashableEnvelope(new Work(1), "key"), TestActor);
        Assert.Contains(ExpectMsg<Worked>(Patience).By, RouteesOf(router));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_deployed_round_robin_pool_takes_turns()
    {
        var by = Send(Sys.ActorOf(Configured, "round-robin"), 9);
        Assert.Equal(3, by[..3].Distinct().Count());
        Assert.Equal(by[..3], by[3..6]);
    }

    [Fact]
    public void A_deployed_consistent_hashing_pool_keeps_keys()
    {
        var router = Sys.ActorOf(Configured, "hashing");
        for (var i = 0; i < 10; i++)
            router.Tell(new ConsistentHashableEnvelope(new Work(i), "one key"), TestActor);
        Assert.Single(ReceiveN(10, Patience).Cast<Worked>().Select(w => w.By).Distinct());
    }

    [Fact]
    public void A_deployed_broadcast_pool_tells_all()
    {
        Sys.ActorOf(Configured, "broadcast").Tell(new Work(1), TestActor);
        Assert.Equal(3, ReceiveN(3, Patience).Cast<Worked>().Select(w => w.By).Distinct().Count());
    }

    [Theory]
    [InlineData("round-robin-group", 1)]
    [InlineData("random-group", 1)]
    [InlineData("hashing-group", 1)]
    [InlineData("broadcast-group", 2)]
    public void A_deployment_makes_the_group_it_names(string name, int answers)
    {
        IActorRef[] workers = [Sys.ActorOf(WorkerProps, "w1"), Sys.ActorOf(WorkerProps, "w2")];
        var router = Sys.ActorOf(FromConfig.Instance.Props(), name);
        Assert.Equal(2, CountOf(router));
        router.Tell(new ConsistentHashableEnvelope(new Work(1), "key"), TestActor);
        Assert.All(ReceiveN(answers, Patience).Cast<Worked>(), worked => Assert.Contains(worked.By, workers));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void It_wins_over_the_code()
    {
        Assert.Equal(3, CountOf(Sys.ActorOf(WorkerProps.WithRouter(new RandomPool(7)), "round-robin")));
        Assert.Equal(1, CountOf(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(7)), "no-size")));
    }

    [Fact]
    public void It_leaves_the_code_alone_when_it_says_from_code_or_nothing()
    {
        Assert.Equal(7, CountOf(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(7)), "from-code")));
        Assert.Equal(6, CountOf(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(6)), "not-deployed")));
    }

    [Fact]
    public void The_code_adds_what_HOCON_cannot_say()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        var router = Sys.ActorOf(WorkerProps.WithRouter(FromConfig.Instance.WithSupervisorStrategy(strategy)), "round-robin");
        var failing = WatchedByTest(RouteesOf(router)[0]);
        failing.Tell(new Fail());
        ExpectTerminated(failing, Patience);
        AwaitCondition(() => CountOf(router) == 2, Patience);
    }

    [Fact]
    public void The_code_s_resizer_is_used_where_HOCON_has_none()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1, new DefaultResizer(5, 6))), "round-robin");
        Assert.Equal(5, CountOf(router));
    }

    [Fact]
    public void FromConfig_without_a_deployment_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Configured, "nowhere"));
        Assert.Contains("nowhere", error.Message);
    }

    [Fact]
    public void Paths_reach_below_the_top()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent()), "parent");
        var router = Answer<IActorRef>(parent, ("child", Configured));
        Assert.Equal(2, CountOf(router));
        Assert.Equal("/user/parent/child", router.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void A_star_stands_for_any_name_and_a_literal_name_is_nearer()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent()), "anybody");
        Assert.Equal(4, CountOf(Answer<IActorRef>(parent, ("x", Configured))));
        Assert.Equal(5, CountOf(Answer<IActorRef>(parent, ("special", Configured))));
    }

    [Fact]
    public void A_pool_dispatcher_moves_the_routees()
    {
        var router = Sys.ActorOf(Props.Create(() => new Located()).WithRouter(FromConfig.Instance), "own-dispatcher");
        Assert.Equal(7, Answer<int>(router, "throughput?"));
        Assert.Equal(2, CountOf(router));
    }

    [Fact]
    public void A_wildcard_below_the_router_moves_its_routees()
    {
        var router = Sys.ActorOf(Props.Create(() => new Located()).WithRouter(FromConfig.Instance), "routees-moved");
        Assert.Equal(9, Answer<int>(router, "throughput?"));
    }

    [Fact]
    public void The_dispatcher_of_the_props_is_the_routees()
    {
        var props = Props.Create(() => new Located()).WithDispatcher("aside").WithRouter(new RoundRobinPool(2));
        Assert.Equal(9, Answer<int>(Sys.ActorOf(props), "throughput?"));
    }

    [Fact]
    public void The_dispatcher_of_the_pool_is_the_router_s_own()
    {
        var props = Props.Create(() => new Located()).WithRouter(new RoundRobinPool(2).WithDispatcher("aside"));
        Assert.NotEqual(9, Answer<int>(Sys.ActorOf(props), "throughput?"));
    }

    [Fact]
    public void A_router_that_does_not_exist_is_an_error()
    {
        var config = ConfigurationFactory.ParseString("akka.actor.deployment./a { router = no-such-router }\nakka.stdout-loglevel = OFF");
        var error = Assert.ThrowsAny<Exception>(() =>
        {
            var system = ActorSystem.Create("misdeclared", config);
            try
            {
                system.ActorOf(Configured, "a");
            }
            finally
            {
                system.Terminate();
            }
        });
        Assert.Contains("no-such-router", error.ToString());
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent() => Receive<(string Name, Props Props)>(child => Sender.Tell(Context.ActorOf(child.Props, child.Name)));
    }

    private sealed class Located : ReceiveActor
    {
        public Located() => Receive<string>(_ => Sender.Tell(Context.Dispatcher.Throughput));
    }
}
