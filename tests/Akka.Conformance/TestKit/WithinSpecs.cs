using System.Diagnostics;
using Akka.Actor;

namespace Akka.Conformance.TestKitSpecs;

public class WithinSpecs : KitSpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    public WithinSpecs()
        : base("akka.test.single-expect-default = 300s")
    {
    }

    [Fact]
    public void A_block_bounds_what_is_waited_for_inside_it()
    {
        var watch = Stopwatch.StartNew();

        Fails(() => Within(Short, () => ExpectMsg<string>(hint: "nobody sends")));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_awaiting_block_bounds_what_is_awaited_inside_it()
    {
        var watch = Stopwatch.StartNew();

        await FailsAsync(() => WithinAsync(Short, async () => await ExpectMsgAsync<string>()));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_block_returns_its_result()
    {
        Assert.Equal(1, Within(Long, () => 1));
        Assert.Equal(2, await WithinAsync(Long, () => Task.FromResult(2)));
    }

    [Fact]
    public void A_block_that_takes_too_long_fails() =>
        Fails(() => Within(TimeSpan.FromMilliseconds(20), () => { SpinWait.SpinUntil(() => false, 200); }));

    [Fact]
    public async Task A_block_that_takes_too_little_fails()
    {
        Fails(() => Within(TimeSpan.FromSeconds(30), Long, () => { }));
        await FailsAsync(() => WithinAsync(TimeSpan.FromSeconds(30), Long, () => Task.CompletedTask));
    }

    [Fact]
    public void An_epsilon_is_added_to_the_limit() =>
        Within(TimeSpan.FromMilliseconds(20), () => { SpinWait.SpinUntil(() => false, 60); }, epsilonValue: Long);

    [Fact]
    public void A_block_that_ends_in_silence_may_take_all_of_its_time() => Within(Short, () => ExpectNoMsg());

    [Fact]
    public async Task An_awaiting_block_that_ends_in_silence_may_take_all_of_its_time() =>
        await WithinAsync(Short, async () => await ExpectNoMsgAsync());

    [Fact]
    public void What_remains_is_what_is_left_of_the_innermost_block()
    {
        Assert.Throws<InvalidOperationException>(() => Remaining);
        Within(Long, () =>
        {
            Within(TimeSpan.FromSeconds(30), () =>
            {
                Assert.InRange(Remaining, TimeSpan.Zero, TimeSpan.FromSeconds(30));
                Assert.InRange(RemainingOrDefault, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            });
            Assert.InRange(Remaining, TimeSpan.FromSeconds(31), Long);
        });
        Assert.Equal(TimeSpan.FromSeconds(300), RemainingOrDefault);
    }

    [Fact]
    public void An_inner_block_has_no_more_time_than_the_outer_one() =>
        Within(TimeSpan.FromSeconds(30), () => Within(Long, () => Assert.InRange(Remaining, TimeSpan.Zero, TimeSpan.FromSeconds(30))));

    [Fact]
    public void An_inner_block_cannot_need_more_than_is_left_of_the_outer_one() =>
        Fails(() => Within(Short, () => Within(TimeSpan.FromMinutes(1), Long, () => { })));

    [Fact]
    public void A_message_inside_the_block_is_received()
    {
        TestActor.Tell("a");

        Within(Long, () => ExpectMsg("a"));
    }
}

public class AwaitSpecs : KitSpec
{
    [Fact]
    public void An_assertion_is_repeated_until_it_holds()
    {
        var attempts = 0;
        AwaitAssert(() => Assert.True(++attempts >= 3), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task An_assertion_is_repeated_asynchronously()
    {
        var attempts = 0;
        await AwaitAssertAsync(() => Assert.True(++attempts >= 3), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1));
        await AwaitAssertAsync(
            async () =>
            {
                await Task.Yield();
                Assert.True(++attempts >= 6);
            },
            TimeSpan.FromSeconds(30),
            TimeSpan.FromMilliseconds(1));

        Assert.Equal(6, attempts);
    }

    [Fact]
    public async Task An_assertion_that_never_holds_ends_with_its_own_exception()
    {
        Assert.Throws<InvalidOperationException>(() => AwaitAssert(() => throw new InvalidOperationException(), Soon));
        await Assert.ThrowsAsync<InvalidOperationException>(() => AwaitAssertAsync(() => throw new InvalidOperationException(), Soon));
    }

    [Fact]
    public async Task A_condition_is_awaited_or_fails()
    {
        var attempts = 0;
        AwaitCondition(() => ++attempts >= 3, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1));
        await AwaitConditionAsync(() => Task.FromResult(++attempts >= 6), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1));

        Assert.Equal(6, attempts);
        Fails(() => AwaitCondition(() => false, Soon));
        await FailsAsync(() => AwaitConditionAsync(() => Task.FromResult(false), Soon));
    }

    [Fact]
    public void A_condition_can_be_tried_without_failing()
    {
        Assert.True(AwaitConditionNoThrow(() => true, Soon));
        Assert.False(AwaitConditionNoThrow(() => false, Soon));
    }
}

public class TimeFactorSpecs : KitSpec
{
    public TimeFactorSpecs()
        : base(
            """
            akka.test.timefactor = 3.0
            akka.test.default-timeout = 7s
            akka.test.filter-leeway = 8s
            """)
    {
    }

    [Fact]
    public void Durations_are_dilated_by_the_time_factor()
    {
        Assert.Equal(TimeSpan.FromSeconds(6), Dilated(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(6), RemainingOrDilated(TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.FromSeconds(15), RemainingOrDefault);
    }

    [Fact]
    public void Settings_come_from_the_configuration()
    {
        Assert.Equal(3.0, TestKitSettings.TestTimeFactor);
        Assert.Equal(TimeSpan.FromSeconds(7), TestKitSettings.DefaultTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), TestKitSettings.SingleExpectDefault);
        Assert.Equal(TimeSpan.FromSeconds(8), TestKitSettings.TestEventFilterLeeway);
    }

    [Fact]
    public void Settings_have_documented_defaults()
    {
        using var kit = new Akka.TestKit.Xunit2.TestKit();

        Assert.Equal(1.0, kit.TestKitSettings.TestTimeFactor);
        Assert.Equal(TimeSpan.FromSeconds(5), kit.TestKitSettings.DefaultTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), kit.TestKitSettings.SingleExpectDefault);
        Assert.Equal(TimeSpan.FromSeconds(3), kit.TestKitSettings.TestEventFilterLeeway);
    }
}
