using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Deferrals;

/// <summary>A test of the application's makes receipts and contexts without a host.</summary>
public sealed class HostlessSpecs
{
    private static readonly RequestSnapshot Request = FakeRequest.Snapshot();

    [Fact]
    public async Task A_handler_is_tested_with_a_context_of_its_own()
    {
        await using var services = new ServiceCollection().AddSingleton("from the scope").BuildServiceProvider();
        var context = new TrafficContext(new Deferral("Handler(String)", "calls", Request), services);
        var handler = new Handler();

        await handler.HandleAsync("told", context, CancellationToken.None);

        Assert.Equal("told POST /campaigns 200 calls Handler(String) from the scope", handler.Seen);
    }

    [Fact]
    public async Task A_receipt_without_a_host_is_outstanding_until_it_is_cancelled()
    {
        var deferral = new Deferral("PlaceCall");
        Assert.Equal((null, "default", "PlaceCall", 1), (deferral.Fate, deferral.Pool, deferral.Kind, deferral.Id.Ordinal));
        var waiting = deferral.WaitAsync();
        Assert.False(waiting.IsCompleted);

        Assert.True(deferral.Cancel());

        Assert.Equal(Fate.Cancelled, await waiting.WaitAsync(Stress.Patience));
        Assert.False(deferral.Cancel());
        Assert.NotEqual(deferral.Id, new Deferral("PlaceCall").Id);
    }

    [Fact]
    public void A_receipt_without_a_host_has_the_fate_that_it_is_given()
    {
        var thrown = new InvalidOperationException("on purpose");
        var failed = new Deferral("PlaceCall", PoolNames.SameThread, Request, Fate.Failed, thrown);
        Assert.Equal((Fate.Failed, "on purpose", PoolNames.SameThread, WireLevel.Sent, "PlaceCall"), (failed.Fate, failed.Reason, failed.Pool, failed.Level, failed.Kind));
        Assert.Same(thrown, failed.Exception);
    }

    [Fact]
    public void A_context_that_lacks_something_says_how_to_give_it()
    {
        var context = new TrafficContext(new Deferral("PlaceCall"));
        Assert.Null(context.Request);
        Assert.Equal("This TrafficContext was made without services. Give it some: new TrafficContext(deferral, services: …).", Assert.Throws<InvalidOperationException>(() => context.Services).Message);
        Assert.Equal("This TrafficContext was made without traffic. Give it some: new TrafficContext(deferral, traffic: …).", Assert.Throws<InvalidOperationException>(() => context.Traffic).Message);
    }

    private sealed class Handler : ITrafficHandler<string>
    {
        public string? Seen { get; private set; }

        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            Seen = $"{message} {context.Request!.Method} {context.Request.Path} {context.Request.Response.StatusCode} {context.Pool} {context.Deferral.Kind} {context.Services.GetRequiredService<string>()}";
            return Task.CompletedTask;
        }
    }
}
