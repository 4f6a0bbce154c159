using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class ResizerSpecs : RoutingSpec
{
    private const string Hocon = """
        akka.actor.deployment {
          /resized {
            router = round-robin-pool
            nr-of-instances = 1
            resizer { enabled = on, lower-bound = 3, upper-bound = 4 }
          }
          /off {
            router = round-robin-pool
            nr-of-instances = 2
            resizer { enabled = off, lower-bound = 5, upper-bound = 9 }
          }
        }
        """;

    public ResizerSpecs() : base(Hocon)
    {
    }

    [Theory]
    [InlineData(9, 10, 0)]
    [InlineData(10, 10, 2)]
    [InlineData(5, 5, 1)]
    [InlineData(6, 6, 2)]
    public void It_ramps_up_by_the_rate_rounded_up_only_when_all_are_under_pressure(int pressure, int capacity, int change) =>
        Assert.Equal(change, new DefaultResizer(1, 100, rampupRate: 0.2).Rampup(pressure, capacity));

    [Theory]
    [InlineData(10, 10, 0)]
    [InlineData(3, 10, 0)]
    [InlineData(2, 10, -1)]
    [InlineData(0, 10, -1)]
    [InlineData(1, 11, -2)]
    [InlineData(0, 0, 0)]
    public void It_backs_off_by_the_rate_rounded_down_below_the_threshold(int pressure, int capacity, int change) =>
        Assert.Equal(change, new DefaultResizer(1, 100, backoffThreshold: 0.3, backoffRate: 0.1).Backoff(pressure, capacity));

    [Fact]
    public void It_never_backs_off_with_a_threshold_or_a_rate_of_zero()
    {
        Assert.Equal(0, new DefaultResizer(1, 100, backoffThreshold: 0).Backoff(0, 50));
        Assert.Equal(0, new DefaultResizer(1, 100, backoffRate: 0).Backoff(0, 50));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(2, 1)]
    [InlineData(12, -2)]
    public void Its_capacity_stays_within_the_bounds(int routees, int change)
    {
        var resizer = new DefaultResizer(3, 10, backoffRate: 0);
        Assert.Equal(change, resizer.Capacity(Enumerable.Range(0, routees).Select(_ => new Routee()).ToArray()));
    }

    [Fact]
    public void It_is_time_every_so_many_messages()
    {
        var resizer = new DefaultResizer(1, 2, messagesPerResize: 10);
        Assert.Equal([0, 10, 20], Enumerable.Range(0, 30).Where(n => resizer.IsTimeForResize(n)));
    }

    [Theory]
    [InlineData(-1, 5, 0.2, 0.3, 0.1, 10)]
    [InlineData(6, 5, 0.2, 0.3, 0.1, 10)]
    [InlineData(1, 5, -0.1, 0.3, 0.1, 10)]
    [InlineData(1, 5, 0.2, 1.1, 0.1, 10)]
    [InlineData(1, 5, 0.2, 0.3, -0.1, 10)]
    [InlineData(1, 5, 0.2, 0.3, 0.1, 0)]
    public void It_refuses_settings_that_make_no_sense(int lower, int upper, double rampup, double threshold, double rate, int per) =>
        Assert.ThrowsAny<ArgumentException>(() => new DefaultResizer(lower, upper, 1, rampup, threshold, rate, per));

    [Fact]
    public void A_pool_starts_with_at_least_the_lower_bound()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1, new DefaultResizer(2, 3))));
        Assert.Equal(2, CountOf(router));
    }

    [Fact]
    public void A_pool_grows_to_the_upper_bound_while_all_are_busy_and_no_further()
    {
        var resizer = new DefaultResizer(2, 4, pressureThreshold: 0, rampupRate: 0.1, backoffRate: 0, messagesPerResize: 1);
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2, resizer)));
        var holds = new List<Hold>();
        void HoldUpAll()
        {
            foreach (var routee in RouteesOf(router).Skip(holds.Count))
            {
                var hold = new Hold();
                holds.Add(hold);
                routee.Tell(hold);
                Assert.True(hold.Entered.Wait(Patience));
            }
        }
        try
        {
            AwaitCondition(() =>
            {
                // While all are held up, the next message grows the pool.
                HoldUpAll();
                router.Tell(new Work(0), ActorRefs.NoSender);
                return CountOf(router) == 4;
            }, Patience);
            HoldUpAll();
            for (var i = 0; i < 10; i++)
                router.Tell(new Work(0), ActorRefs.NoSender);
            Assert.Equal(4, CountOf(router));
        }
        finally
        {
            holds.ForEach(hold => hold.Release.Set());
        }
    }

    [Fact]
    public void A_pool_shrinks_to_the_lower_bound_while_nobody_is_busy()
    {
        var resizer = new DefaultResizer(1, 10, backoffThreshold: 1.0, backoffRate: 0.5, messagesPerResize: 1);
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(8, resizer)));
        AwaitCondition(() =>
        {
            router.Tell(new Work(0), ActorRefs.NoSender);
            return CountOf(router) == 1;
        }, Patience);
        router.Tell(new Work(1), TestActor);
        ExpectMsg<Worked>(Patience);
    }

    [Fact]
    public void A_pool_with_a_resizer_outlives_its_last_routee_and_grows_again()
    {
        var resizer = new DefaultResizer(1, 2, messagesPerResize: 1);
        var router = WatchedByTest(Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(1, resizer))));
        Sys.Stop(RouteesOf(router)[0]);
        AwaitCondition(() => CountOf(router) == 0, Patience);
        AwaitCondition(() =>
        {
            router.Tell(new Work(0), ActorRefs.NoSender);
            return CountOf(router) >= 1;
        }, Patience);
        router.Tell(new Work(1), TestActor);
        ExpectMsg<Worked>(Patience);
    }

    [Fact]
    public void A_deployment_enables_it()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(FromConfig.Instance), "resized");
        Assert.Equal(3, CountOf(router));
    }

    [Fact]
    public void A_deployment_s_resizer_that_is_off_does_nothing()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(FromConfig.Instance), "off");
        Assert.Equal(2, CountOf(router));
    }
}
