using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Recording;

/// <summary>Recorded work runs within the filters of its services, whose failure handlers get what fails.</summary>
public sealed class RecordedFilterSpecs : IAsyncDisposable
{
    private readonly List<string> _steps = [];
    private readonly ServiceProvider _services;
    private readonly RecordingTraffic _traffic;

    public RecordedFilterSpecs()
    {
        _services = new ServiceCollection()
            .AddSingleton(_steps).AddSingleton<Calls>().AddTrafficHandler<PlaceCallHandler>()
            .AddTrafficFilter<Outer>().AddTrafficFilter<Inner>(pools: ["calls"]).AddTrafficFailureHandler<Alert>()
            .BuildServiceProvider();
        _traffic = new RecordingTraffic(_services);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Filters_surround_what_is_run_in_their_order_and_by_pool()
    {
        _traffic.Tell(new PlaceCall("1"), new() { Pool = "calls" });
        _traffic.Defer(() => _steps.Add("ran"));
        await _traffic.RunAllAsync();
        Assert.Equal(["outer PlaceCall { Number = 1 }", "inner", "inner out", "outer out", "outer ", "ran", "outer out"], _steps);
    }

    [Fact]
    public async Task A_filter_that_does_not_call_next_cancels_the_deferral_with_its_name()
    {
        _traffic.Tell(new PlaceCall("stop"), new() { Pool = "calls" });
        var stopped = await _traffic.RunNextAsync();
        Assert.Equal((Fate.Cancelled, "the filter Inner did not call next"), (stopped.Fate, stopped.Reason));
        Assert.Empty(_services.GetRequiredService<Calls>().Placed);
    }

    [Fact]
    public async Task A_failure_is_handed_to_the_failure_handlers_with_its_message()
    {
        _traffic.Tell(new PlaceCall("bad"));
        var failed = await _traffic.RunNextAsync();
        Assert.Equal(Fate.Failed, failed.Fate);
        Assert.Equal("alert PlaceCall { Number = bad }: the number is bad", _steps[^1]);
    }

    [Fact]
    public async Task A_failure_handler_that_throws_fails_the_test()
    {
        _traffic.Tell(new PlaceCall("bad"));
        _steps.Add("alerts are down");
        Assert.Equal("alerts are down", (await Assert.ThrowsAsync<IOException>(() => _traffic.RunNextAsync())).Message);
        Assert.Equal(Fate.Failed, _traffic.Deferrals[0].Fate);
    }

    private sealed class Outer(List<string> steps) : ITrafficFilter
    {
        public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
        {
            steps.Add($"outer {context.Message}");
            await next(context, cancellationToken);
            steps.Add("outer out");
        }
    }

    private sealed class Inner(List<string> steps) : ITrafficFilter
    {
        public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
        {
            if (context.Message is PlaceCall { Number: "stop" })
                return;
            steps.Add("inner");
            await next(context, cancellationToken);
            steps.Add("inner out");
        }
    }

    private sealed class Alert(List<string> steps) : ITrafficFailureHandler
    {
        public Task HandleAsync(TrafficFailure failure, CancellationToken cancellationToken)
        {
            if (steps.Contains("alerts are down"))
                throw new IOException("alerts are down");
            steps.Add($"alert {failure.Message}: {failure.Reason}");
            return Task.CompletedTask;
        }
    }
}
