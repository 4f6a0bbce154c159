using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Recording;

public sealed class TrafficAssertionsSpecs
{
    private readonly RecordingTraffic _traffic = new();

    [Fact]
    public void A_failed_assertion_says_what_was_expected_and_lists_what_there_was()
    {
        _traffic.Tell(new PlaceCall("1"), new() { Pool = "calls" });
        var error = Assert.Throws<TrafficAssertionException>(() => _traffic.ShouldHaveDeferred<PlaceCall>(call => call.Number == "2"));
        Assert.Equal(
            """
            Expected a PlaceCall to be deferred where call => call.Number == "2", and there were 0.
            Deferred (1):
              1. PlaceCall (calls): not released | PlaceCall { Number = 1 }
            """.ReplaceLineEndings("\n"),
            error.Message);
    }

    [Fact]
    public void Nothing_deferred_is_asserted_and_told()
    {
        _traffic.ShouldHaveDeferredNothing();
        var error = Assert.Throws<TrafficAssertionException>(() => _traffic.ShouldHaveDeferred(1));
        Assert.Equal("Expected 1 deferrals, and there were 0.\nNothing was deferred.", error.Message);
        _traffic.Tell(new PlaceCall("1"));
        Assert.Throws<TrafficAssertionException>(_traffic.ShouldHaveDeferredNothing);
    }

    [Fact]
    public void The_order_of_some_types_is_asserted_whatever_else_was_deferred()
    {
        _traffic.Tell(new PlaceCall("1"));
        _traffic.Defer(() => { });
        _traffic.Tell(new SendReceipt("a"));
        _traffic.Tell(new PlaceCall("2"));
        _traffic.ShouldHaveDeferredInOrder(new PlaceCall("1"), new PlaceCall("2"));
        _traffic.ShouldHaveDeferredInOrder(new PlaceCall("1"), new SendReceipt("a"), new PlaceCall("2"));
        Assert.Throws<TrafficAssertionException>(() => _traffic.ShouldHaveDeferredInOrder(new PlaceCall("2"), new PlaceCall("1")));
        Assert.Throws<TrafficAssertionException>(() => _traffic.ShouldHaveDeferredInOrder(new PlaceCall("1")));
    }

    [Fact]
    public void The_number_and_the_pool_are_asserted()
    {
        _traffic.Tell(new PlaceCall("1"));
        _traffic.Tell(new PlaceCall("2"), new() { SameThread = true });
        _traffic.ShouldHaveDeferred<PlaceCall>(times: 2);
        _traffic.ShouldHaveDeferred<PlaceCall>(pool: PoolNames.SameThread, times: 1);
        _traffic.ShouldHaveDeferred<SendReceipt>(times: 0);
        var error = Assert.Throws<TrafficAssertionException>(() => _traffic.ShouldHaveDeferred<PlaceCall>(times: 3, pool: "calls"));
        Assert.StartsWith("Expected 3 × PlaceCall to be deferred on calls, and there were 0.", error.Message, StringComparison.Ordinal);
    }
}
