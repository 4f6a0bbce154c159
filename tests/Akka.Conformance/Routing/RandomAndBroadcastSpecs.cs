using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class RandomAndBroadcastSpecs : RoutingSpec
{
    [Fact]
    public void A_random_pool_gives_each_message_to_one_routee_and_uses_all_of_them()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RandomPool(4)));
        var by = Send(router, 400);
        Assert.Equal(RouteesOf(router).ToHashSet(), by.ToHashSet());
        Assert.Contains(Enumerable.Range(1, 399), i => by[i] == by[i - 1]);
    }

    [Fact]
    public void A_random_group_uses_all_paths()
    {
        var workers = Enumerable.Range(0, 3).Select(i => Sys.ActorOf(WorkerProps, "random-" + i)).ToArray();
        var router = Sys.ActorOf(new RandomGroup(workers.Select(w => w.Path.ToStringWithoutAddress())).Props());
        Assert.Equal(workers.ToHashSet(), Send(router, 300).ToHashSet());
    }

    [Fact]
    public void A_broadcast_pool_gives_each_message_to_every_routee()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new BroadcastPool(4)));
        router.Tell(new Work(1), TestActor);
        router.Tell(new Work(2), TestActor);
        var worked = ReceiveN(8, Patience).Cast<Worked>().ToArray();
        var all = RouteesOf(router).ToHashSet();
        Assert.True(all.SetEquals(worked.Where(w => w.Id == 1).Select(w => w.By)));
        Assert.True(all.SetEquals(worked.Where(w => w.Id == 2).Select(w => w.By)));
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_broadcast_group_gives_each_message_to_every_path()
    {
        var workers = Enumerable.Range(0, 3).Select(i => Sys.ActorOf(WorkerProps, "broadcast-" + i)).ToArray();
        var router = Sys.ActorOf(new BroadcastGroup(workers.Select(w => w.Path.ToStringWithoutAddress())).Props());
        router.Tell(new Work(1), TestActor);
        Assert.True(workers.ToHashSet().SetEquals(ReceiveN(3, Patience).Cast<Worked>().Select(w => w.By)));
        ExpectNoMsg(AWhile);
    }
}
