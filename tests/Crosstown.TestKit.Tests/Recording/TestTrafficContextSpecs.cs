using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Recording;

public sealed class TestTrafficContextSpecs
{
    [Fact]
    public async Task A_handler_is_called_without_a_host_and_what_it_defers_is_recorded()
    {
        var calls = new Calls();
        var traffic = new RecordingTraffic();
        await new PlaceCallHandler(calls).HandleAsync(new PlaceCall("twice"), TestTrafficContext.Create(traffic), CancellationToken.None);
        Assert.Equal(["twice"], calls.Placed);
        traffic.ShouldHaveDeferred(1);
    }

    [Fact]
    public void The_context_has_the_request_and_the_pool_that_the_test_gives_it()
    {
        var context = TestTrafficContext.Create(request: TestTrafficContext.Request(status: 201, path: "/campaigns", userName: "ada"), pool: "calls");
        Assert.Equal("calls", context.Pool);
        Assert.Equal("ada", context.Request!.UserName);
        Assert.Equal(201, context.Request.Response.StatusCode);
        Assert.Equal(WireLevel.Sent, context.Deferral.Level);
    }
}
