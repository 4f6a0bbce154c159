using Akka.Actor;

namespace Akka.Conformance.TestKitSpecs;

public class ExpectMsgSpecs : KitSpec
{
    [Fact]
    public void A_message_of_the_type_is_returned_and_is_then_the_last_message()
    {
        TestActor.Tell("a");

        Assert.Equal("a", ExpectMsg<string>());
        Assert.Equal("a", LastMessage);
        Assert.False(HasMessages);
    }

    [Fact]
    public void A_message_of_a_derived_type_will_do()
    {
        TestActor.Tell(new ArgumentNullException("x"));

        Assert.IsType<ArgumentNullException>(ExpectMsg<ArgumentException>());
    }

    [Fact]
    public void A_message_of_another_type_fails()
    {
        TestActor.Tell("a");

        Fails(() => ExpectMsg<int>());
    }

    [Fact]
    public void No_message_fails_when_the_time_is_over()
    {
        Fails(() => ExpectMsg<string>(Soon));
        Fails(() => ExpectMsg("a", Soon));
        Fails(() => ExpectMsg<string>(message => message == "a", Soon));
    }

    [Fact]
    public async Task No_message_fails_the_awaiting_forms_too()
    {
        await FailsAsync(async () => await ExpectMsgAsync<string>(Soon));
        await FailsAsync(async () => await ExpectMsgAsync("a", Soon));
        await FailsAsync(async () => await ExpectMsgAsync<string>(message => message == "a", Soon));
    }

    [Fact]
    public void A_message_is_compared_by_value()
    {
        TestActor.Tell(new Point(1, 2));
        TestActor.Tell(new Point(1, 2));
        TestActor.Tell(new[] { 1, 2 });

        ExpectMsg(new Point(1, 2));
        Fails(() => ExpectMsg(new Point(1, 3)));
        ExpectMsg(new[] { 1, 2 });
    }

    [Fact]
    public void A_comparer_of_the_tests_own_decides()
    {
        TestActor.Tell("A");
        TestActor.Tell("A");

        ExpectMsg("a", (x, y) => x.Equals(y, StringComparison.OrdinalIgnoreCase));
        Fails(() => ExpectMsg("A", (_, _) => false));
    }

    [Fact]
    public void A_predicate_decides()
    {
        TestActor.Tell(3);
        TestActor.Tell(4);

        Assert.Equal(3, ExpectMsg<int>(number => number == 3));
        Fails(() => ExpectMsg<int>(number => number == 3));
    }

    [Fact]
    public void An_assertion_sees_message_and_sender()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, "a");
        probe.Send(TestActor, "b");
        probe.Send(TestActor, "c");

        ExpectMsg<string>((message, sender) =>
        {
            Assert.Equal("a", message);
            Assert.Equal(probe.Ref, sender);
        });
        ExpectMsg<string>((message, sender) => message == "b" && sender.Equals(probe.Ref));
        Assert.Throws<InvalidOperationException>(() => ExpectMsg<string>(_ => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task The_awaiting_forms_judge_as_the_blocking_ones_do()
    {
        var probe = CreateTestProbe();
        foreach (var message in new object[] { "a", "b", "c", 1, 2, 3 })
            probe.Send(TestActor, message);

        Assert.Equal("a", await ExpectMsgAsync<string>());
        Assert.Equal("b", await ExpectMsgAsync("b"));
        await FailsAsync(async () => await ExpectMsgAsync("x"));
        Assert.Equal(1, await ExpectMsgAsync<int>(number => number == 1));
        Assert.Equal(2, await ExpectMsgAsync<int>((number, sender) => Assert.Equal(probe.Ref, sender)));
        await FailsAsync(async () => await ExpectMsgAsync<string>());
    }

    [Fact]
    public void A_message_from_the_sender_is_told_from_one_from_another()
    {
        var sender = CreateTestProbe();
        var other = CreateTestProbe();
        for (var i = 0; i < 6; i++)
            sender.Send(TestActor, "a");

        Assert.Equal("a", ExpectMsgFrom<string>(sender.Ref));
        ExpectMsgFrom(sender.Ref, "a");
        ExpectMsgFrom<string>(sender.Ref, message => message == "a");
        ExpectMsgFrom<string>(actual => actual.Equals(sender.Ref), message => message == "a");
        ExpectMsgFrom<string>(actual => Assert.Equal(sender.Ref, actual), message => Assert.Equal("a", message));
        Fails(() => ExpectMsgFrom<string>(other.Ref));
    }

    [Fact]
    public async Task A_message_from_the_sender_is_awaited()
    {
        var sender = CreateTestProbe();
        var other = CreateTestProbe();
        sender.Send(TestActor, "a");
        sender.Send(TestActor, "a");
        sender.Send(TestActor, "a");

        Assert.Equal("a", await ExpectMsgFromAsync<string>(sender.Ref));
        await FailsAsync(async () => await ExpectMsgFromAsync(sender.Ref, "b"));
        await FailsAsync(async () => await ExpectMsgFromAsync(other.Ref, "a"));
    }

    [Fact]
    public void Any_of_several_will_do_and_none_of_them_fails()
    {
        TestActor.Tell("b");
        TestActor.Tell("c");

        Assert.Equal("b", ExpectMsgAnyOf(new[] { "a", "b" }));
        Fails(() => ExpectMsgAnyOf(new[] { "a", "b" }));
    }

    [Fact]
    public void All_of_several_may_come_in_any_order()
    {
        TestActor.Tell("b");
        TestActor.Tell("a");

        Assert.Equal(["b", "a"], ExpectMsgAllOf("a", "b"));
    }

    [Fact]
    public void All_of_several_fails_when_one_is_another()
    {
        TestActor.Tell("b");
        TestActor.Tell("x");

        Fails(() => ExpectMsgAllOf("a", "b"));
    }

    [Fact]
    public void All_of_several_counts_how_often_each_is_expected()
    {
        foreach (var message in new[] { "a", "b", "a" })
            TestActor.Tell(message);
        ExpectMsgAllOf("a", "a", "b");

        foreach (var message in new[] { "a", "b", "b" })
            TestActor.Tell(message);
        Fails(() => ExpectMsgAllOf("a", "a", "b"));
    }

    [Fact]
    public async Task All_of_several_are_awaited()
    {
        TestActor.Tell("b");
        TestActor.Tell("a");
        var received = new List<string>();
        await foreach (var message in ExpectMsgAllOfAsync(new[] { "a", "b" }))
            received.Add(message);

        Assert.Equal(["b", "a"], received);
    }

    [Fact]
    public void All_predicates_are_to_find_their_message()
    {
        TestActor.Tell(1);
        TestActor.Tell("a");
        ExpectMsgAllOfMatchingPredicates(
            Akka.TestKit.PredicateInfo.Create<string>(text => text == "a"), Akka.TestKit.PredicateInfo.Create<int>(number => number == 1));

        TestActor.Tell(2);
        TestActor.Tell("a");
        Fails(() => ExpectMsgAllOfMatchingPredicates(
            Akka.TestKit.PredicateInfo.Create<string>(text => text == "a"), Akka.TestKit.PredicateInfo.Create<int>(number => number == 1)));
    }

    [Fact]
    public void No_message_serves_two_predicates()
    {
        var a = Akka.TestKit.PredicateInfo.Create<string>(text => text == "a");
        var any = Akka.TestKit.PredicateInfo.Create<string>(_ => true);
        foreach (var message in new[] { "b", "a" })
            TestActor.Tell(message);
        ExpectMsgAllOfMatchingPredicates(a, any);

        foreach (var message in new[] { "a", "b", "c" })
            TestActor.Tell(message);
        Fails(() => ExpectMsgAllOfMatchingPredicates(a, a, any));
    }

    [Fact]
    public void Silence_is_broken_by_a_message()
    {
        ExpectNoMsg(Soon);
        TestActor.Tell("a");

        Fails(() => ExpectNoMsg(Soon));
    }

    [Fact]
    public async Task Silence_is_awaited()
    {
        await ExpectNoMsgAsync(Soon);
        TestActor.Tell("a");

        await FailsAsync(async () => await ExpectNoMsgAsync(50));
    }

    [Fact]
    public void A_watched_actors_end_is_expected()
    {
        var watched = Watch(Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props));
        Sys.Stop(watched);

        Assert.Equal(watched, ExpectTerminated(watched).ActorRef);
    }

    [Fact]
    public async Task A_watched_actors_end_is_awaited_and_another_ones_will_not_do()
    {
        var watched = Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props);
        await WatchAsync(watched);
        Sys.Stop(watched);

        await FailsAsync(async () => await ExpectTerminatedAsync(TestActor));
    }

    [Fact]
    public async Task An_actor_no_longer_watched_ends_unheard()
    {
        var first = Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props);
        var second = Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props);
        await WatchAsync(first);
        await WatchAsync(second);
        await UnwatchAsync(first);
        var probe = CreateTestProbe();
        probe.Watch(first);
        Sys.Stop(first);
        probe.ExpectTerminated(first);
        Sys.Stop(second);

        Assert.Equal(second, ExpectMsg<Terminated>().ActorRef);
    }

    private sealed record Point(int X, int Y);
}
