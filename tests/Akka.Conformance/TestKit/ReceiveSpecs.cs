using System.Collections;
using Akka.Actor;
using Akka.TestKit;

namespace Akka.Conformance.TestKitSpecs;

public class ReceiveSpecs : KitSpec
{
    [Fact]
    public void One_message_is_received_or_null()
    {
        TestActor.Tell("a");

        Assert.Equal("a", ReceiveOne(Soon));
        Assert.Null(ReceiveOne(Soon));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
    }

    [Fact]
    public async Task One_message_is_awaited()
    {
        var pending = ReceiveOneAsync(TimeSpan.FromSeconds(10));
        Assert.False(pending.IsCompleted);
        TestActor.Tell("a");

        Assert.Equal("a", await pending);
        Assert.Null(await ReceiveOneAsync(Soon));
    }

    [Fact]
    public void An_envelope_tells_the_sender()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, "a");

        Assert.True(TryReceiveOne(out var envelope));
        Assert.Equal("a", envelope.Message);
        Assert.Equal(probe.Ref, envelope.Sender);
        Assert.Equal(probe.Ref, LastSender);
        Assert.False(TryReceiveOne(out _, Soon));
    }

    [Fact]
    public void What_is_peeked_at_stays()
    {
        Assert.Null(PeekOne(Soon));
        TestActor.Tell("a");
        TestActor.Tell("b");

        Assert.Equal("a", PeekOne());
        Assert.Equal("a", PeekOne());
        ExpectMsg("a");
        ExpectMsg("b");
    }

    [Fact]
    public void Several_messages_are_received_in_their_order()
    {
        for (var i = 0; i < 5; i++)
            TestActor.Tell(i);

        Assert.Equal([0, 1, 2], ReceiveN(3).Cast<int>());
        Assert.Equal([3, 4], ReceiveN(2, TimeSpan.FromSeconds(5)).Cast<int>());
    }

    [Fact]
    public void Too_few_messages_fail()
    {
        TestActor.Tell("a");

        Fails(() => ReceiveN(2, Soon));
    }

    [Fact]
    public async Task Several_messages_are_awaited()
    {
        for (var i = 0; i < 3; i++)
            TestActor.Tell(i);
        var received = new List<object>();
        await foreach (var message in ReceiveNAsync(3, TimeSpan.FromSeconds(5)))
            received.Add(message);

        Assert.Equal([0, 1, 2], received.Cast<int>());
    }

    [Fact]
    public void Messages_are_received_while_the_filter_returns_something_and_the_next_stays()
    {
        foreach (var message in new object[] { 1, 2, "a", 3 })
            TestActor.Tell(message);

        Assert.Equal(["1", "2"], ReceiveWhile(TimeSpan.FromSeconds(5), message => message is int number ? $"{number}" : null));
        ExpectMsg("a");
        ExpectMsg(3);
    }

    [Fact]
    public void Messages_are_received_until_there_are_enough_or_it_is_idle()
    {
        for (var i = 1; i <= 3; i++)
            TestActor.Tell(i);

        Assert.Equal(["1", "2"], ReceiveWhile<string>(TimeSpan.FromSeconds(5), message => $"{message}", 2));
        Assert.Equal(["3"], ReceiveWhile<string>(TimeSpan.FromMinutes(5), Soon, message => $"{message}"));
    }

    [Fact]
    public void Messages_of_other_types_are_passed_over_or_end_it()
    {
        foreach (var message in new object[] { 1, "a", 2, 9, 3 })
            TestActor.Tell(message);
        Assert.Equal([1, 2], ReceiveWhile<int>(number => number < 5, Soon));
        Assert.Equal([9, 3], ReceiveN(2).Cast<int>());

        TestActor.Tell(1);
        TestActor.Tell("a");
        Assert.Equal([1], ReceiveWhile<int>(number => number < 5, Soon, shouldIgnoreOtherMessageTypes: false));
        ExpectMsg("a");
    }

    [Fact]
    public void Fishing_drops_what_is_not_the_fish()
    {
        foreach (var message in new object[] { 1, "a", 2, "b", 3 })
            TestActor.Tell(message);

        Assert.Equal("b", FishForMessage<string>(text => text == "b"));
        ExpectMsg(3);
        Fails(() => FishForMessage(_ => true, Soon));
    }

    [Fact]
    public async Task Fishing_can_tell_the_whole_catch()
    {
        foreach (var message in new object[] { 1, "a", 2 })
            TestActor.Tell(message);
        var all = new ArrayList { "old" };

        Assert.Equal(2, await FishForMessageAsync<int>(number => number == 2, all));
        Assert.Equal([1, "a", 2], all.Cast<object>());
    }

    [Fact]
    public void Ignored_messages_are_not_received()
    {
        IgnoreMessages<string>(text => text == "a");
        foreach (var message in new object[] { "a", "b", 1 })
            TestActor.Tell(message);
        Assert.Equal("b", ExpectMsg<string>());
        ExpectMsg(1);

        IgnoreMessages<int>();
        TestActor.Tell(1);
        TestActor.Tell("a");
        ExpectMsg("a");

        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void An_autopilot_runs_for_each_message_until_it_says_otherwise()
    {
        var probe = CreateTestProbe();
        var left = 2;
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"re: {message}", ActorRefs.NoSender);
            return --left == 0 ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        foreach (var message in new[] { "a", "b", "c" })
            probe.Ref.Tell(message, TestActor);

        ExpectMsg("re: a");
        ExpectMsg("re: b");
        Assert.Equal(["a", "b", "c"], probe.ReceiveN(3).Cast<string>());
        ExpectNoMsg(Soon);
    }

    [Fact]
    public void An_autopilot_names_the_next()
    {
        var probe = CreateTestProbe();
        var second = new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("second");
            return AutoPilot.NoAutoPilot;
        });
        probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("first");
            return second;
        }));
        probe.Ref.Tell(1, TestActor);
        probe.Ref.Tell(2, TestActor);

        ExpectMsg("first");
        ExpectMsg("second");
    }
}
