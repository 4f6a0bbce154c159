using Akka.Actor;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class RoundRobinSpecs : RoutingSpec
{
    [Fact]
    public void A_pool_gives_each_message_to_the_next_routee_in_turn()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(3)));
        var by = Send(router, 30);
        Assert.Equal(3, by.Take(3).Distinct().Count());
        for (var i = 3; i < by.Length; i++)
            Assert.Equal(by[i - 3], by[i]);
    }

    [Fact]
    public void A_pool_serves_concurrent_senders_evenly()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(5)));
        Race.Run(4, _ =>
        {
            for (var i = 0; i < 500; i++)
                router.Tell(new Work(i), ActorRefs.NoSender);
        });
        foreach (var routee in RouteesOf(router))
            Assert.Equal(400, Answer<int>(routee, new HowMany()));
    }

    [Fact]
    public void A_group_gives_each_message_to_the_next_path_in_turn()
    {
        var workers = Enumerable.Range(0, 3).Select(i => Sys.ActorOf(WorkerProps, "rr-" + i)).ToArray();
        var router = Sys.ActorOf(new RoundRobinGroup(workers.Select(w => w.Path.ToStringWithoutAddress())).Props());
        var by = Send(router, 9);
        Assert.Equal(workers.ToHashSet(), by.Take(3).ToHashSet());
        for (var i = 3; i < by.Length; i++)
            Assert.Equal(by[i - 3], by[i]);
    }

    [Fact]
    public void A_pool_of_thousands_is_served_in_turn_too()
    {
        var router = Sys.ActorOf(WorkerProps.WithRouter(new RoundRobinPool(2000)));
        Assert.Equal(2000, Send(router, 2000).Distinct().Count());
    }

    [Fact]
    public void The_logic_alone_takes_turns_and_answers_nobody_without_routees()
    {
        var logic = new RoundRobinRoutingLogic();
        Routee[] routees = [new Routee(), new Routee(), new Routee()];
        var first = Enumerable.Range(0, 3).Select(_ => logic.Select("x", routees)).ToArray();
        var second = Enumerable.Range(0, 3).Select(_ => logic.Select("x", routees)).ToArray();
        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal(first, second);
        Assert.Same(Routee.NoRoutee, logic.Select("x", []));
    }
}
