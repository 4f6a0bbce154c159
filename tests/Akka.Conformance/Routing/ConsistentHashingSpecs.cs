using Akka.Actor;
using Akka.Event;
using Akka.Routing;

namespace Akka.Conformance.Routing;

public class ConsistentHashingSpecs : RoutingSpec
{
    private sealed record Keyed(string Key) : IConsistentHashable
    {
        public object ConsistentHashKey => Key;
    }

    private sealed record Unkeyed(string Text);

    private sealed class Teller : ReceiveActor
    {
        public Teller() => ReceiveAny(message => Sender.Tell((message, Self)));
    }

    private static Props TellerProps => Props.Create(() => new Teller());

    private (object Message, IActorRef By) Ask(IActorRef router, object message)
    {
        router.Tell(message, TestActor);
        return ExpectMsg<(object, IActorRef)>(Patience);
    }

    [Fact]
    public void Messages_with_one_key_go_to_one_routee_and_keys_spread_over_all()
    {
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(5).WithVirtualNodesFactor(50)));
        var keys = Enumerable.Range(0, 200).Select(i => "key-" + i).ToArray();
        var first = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        var again = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        Assert.Equal(first, again);
        Assert.Equal(5, first.Distinct().Count());
    }

    [Fact]
    public void The_envelope_s_key_counts_and_the_routee_sees_the_message_alone()
    {
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(4)));
        var one = Ask(router, new ConsistentHashableEnvelope(new Unkeyed("a"), "key"));
        var two = Ask(router, new ConsistentHashableEnvelope(new Unkeyed("b"), "key"));
        Assert.Equal(new Unkeyed("a"), one.Message);
        Assert.Equal(one.By, two.By);
    }

    [Fact]
    public void A_mapping_gives_keys_to_messages_that_have_none()
    {
        var pool = new ConsistentHashingPool(4).WithHashMapping(message => message is Unkeyed unkeyed ? unkeyed.Text : null);
        var router = Sys.ActorOf(TellerProps.WithRouter(pool));
        var by = Enumerable.Range(0, 40).Select(i => Ask(router, new Unkeyed("text-" + i % 20)).By).ToArray();
        Assert.Equal(by[..20], by[20..]);
        Assert.True(by.Distinct().Count() > 1);
    }

    [Fact]
    public void A_message_that_the_mapping_does_not_know_is_asked_for_its_own_key()
    {
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(4).WithHashMapping(_ => null)));
        Assert.Equal(Ask(router, new Keyed("x")).By, Ask(router, new Keyed("x")).By);
    }

    [Fact]
    public void A_message_without_a_key_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(2)));
        router.Tell(new Unkeyed("lost"), TestActor);
        Assert.Equal(new Unkeyed("lost"), FishForMessage<DeadLetter>(d => d.Message is Unkeyed, Patience).Message);
    }

    [Fact]
    public void A_broadcast_reaches_all_whatever_the_keys_are()
    {
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(3)));
        router.Tell(new Broadcast(new Keyed("x")), TestActor);
        Assert.Equal(3, ReceiveN(3, Patience).Cast<(object, IActorRef By)>().Select(t => t.By).Distinct().Count());
    }

    [Fact]
    public void One_routee_more_moves_only_some_keys_and_only_to_it()
    {
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(4).WithVirtualNodesFactor(100)));
        var keys = Enumerable.Range(0, 200).Select(i => "key-" + i).ToArray();
        var before = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        var old = RouteesOf(router);
        router.Tell(new AdjustPoolSize(1));
        AwaitCondition(() => CountOf(router) == 5, Patience);
        var added = RouteesOf(router).Except(old).Single();
        var after = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        var moved = Enumerable.Range(0, keys.Length).Where(i => before[i] != after[i]).ToArray();
        Assert.InRange(moved.Length, 1, 120);
        Assert.All(moved, i => Assert.Equal(added, after[i]));
    }

    [Fact]
    public void Keys_of_a_routee_that_stopped_move_and_the_others_stay()
    {
        var router = Sys.ActorOf(TellerProps.WithRouter(new ConsistentHashingPool(4).WithVirtualNodesFactor(50)));
        var keys = Enumerable.Range(0, 100).Select(i => "key-" + i).ToArray();
        var before = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        var dead = before[0];
        Sys.Stop(dead);
        AwaitCondition(() => CountOf(router) == 3, Patience);
        var after = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        Assert.DoesNotContain(dead, after);
        Assert.All(Enumerable.Range(0, keys.Length).Where(i => before[i] != dead), i => Assert.Equal(before[i], after[i]));
    }

    [Fact]
    public void A_group_hashes_over_its_paths()
    {
        var tellers = Enumerable.Range(0, 3).Select(i => Sys.ActorOf(TellerProps, "hashed-" + i)).ToArray();
        var group = new ConsistentHashingGroup(tellers.Select(t => t.Path.ToStringWithoutAddress())).WithVirtualNodesFactor(50);
        var router = Sys.ActorOf(group.Props());
        var keys = Enumerable.Range(0, 100).Select(i => "key-" + i).ToArray();
        var first = keys.Select(key => Ask(router, new Keyed(key)).By).ToArray();
        Assert.Equal(first, keys.Select(key => Ask(router, new Keyed(key)).By));
        Assert.True(tellers.ToHashSet().SetEquals(first));
    }

    [Fact]
    public void The_ring_gives_each_key_a_node_and_keeps_it()
    {
        var ring = ConsistentHash.Create(["a", "b", "c"], 20);
        var keys = Enumerable.Range(0, 100).Select(i => "k" + i).ToArray();
        var before = keys.Select(key => ring.NodeFor(key)).ToArray();
        Assert.Equal(3, before.Distinct().Count());
        var without = ring.Remove("b");
        var with = without.Add("b");
        Assert.All(Enumerable.Range(0, keys.Length).Where(i => before[i] != "b"), i => Assert.Equal(before[i], without.NodeFor(keys[i])));
        Assert.Equal(before, keys.Select(key => with.NodeFor(key)));
        Assert.False(ring.IsEmpty);
    }
}
