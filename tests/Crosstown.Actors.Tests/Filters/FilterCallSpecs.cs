using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Filters;

/// <summary>docs/failures.md: filters: what one may do with the rest, and what becomes of the deferral.</summary>
public sealed class FilterCallSpecs
{
    [Fact]
    public async Task A_filter_that_does_not_call_next_ends_the_deferral_as_cancelled_with_its_name()
    {
        var disposed = false;
        await using var host = FilterSpecs.With((_, _, _) => Task.CompletedTask, configure: services => services.AddScoped(_ => new Resource(() => disposed = true)));
        var deferral = await FilterSpecs.RunAsync(host, traffic => traffic.Defer<Resource>(_ => Assert.Fail("ran")));
        Assert.Equal((Fate.Cancelled, "the filter FuncFilter did not call next"), (deferral.Fate, deferral.Reason));
        Assert.Null(deferral.Exception);
        Assert.False(disposed);
    }

    [Fact]
    public async Task An_inner_filter_that_does_not_call_next_lets_the_outer_one_end_normally()
    {
        var steps = new Steps();
        await using var host = new TrafficHost(configure: services => services
            .AddSingleton(steps).AddTrafficFilter<OuterFilter>().AddSingleton(new FuncFilter((_, _, _) => Task.CompletedTask)).AddTrafficFilter<FuncFilter>().AddTrafficFilter<InnerFilter>());
        var deferral = await FilterSpecs.RunAsync(host, traffic => traffic.Defer(() => Assert.Fail("ran")));
        Assert.Equal((Fate.Cancelled, "the filter FuncFilter did not call next"), (deferral.Fate, deferral.Reason));
        Assert.Equal(["outer in", "outer out"], steps);
    }

    [Fact]
    public async Task A_stopped_deferral_ends_no_sequence_and_keeps_its_slot_until_its_scope_is_disposed_of()
    {
        var slots = 0;
        TrafficHost? host = null;
        await using var made = host = FilterSpecs.With(
            (context, next, ct) => context.Message is "stop" && context.Services.GetRequiredService<Resource>() is not null ? Task.CompletedTask : next(context, ct),
            configure: services => services.AddTrafficHandler<Ignoring>().AddScoped(_ => new Resource(() => slots = host!.Ledger.SlotsTaken)));
        var request = host.Request();
        var stopped = request.Tell("stop", new() { Sequential = true, StopOnFailure = true });
        var next = request.Tell("go");
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Cancelled, Fate.Ran), (stopped.Fate, next.Fate));
        Assert.Equal(2, slots);
    }

    [Fact]
    public async Task A_filter_that_throws_is_the_failure_of_its_deferral()
    {
        var thrown = new InvalidOperationException("not valid");
        await using var host = FilterSpecs.With((_, _, _) => throw thrown);
        var deferral = await FilterSpecs.RunAsync(host, traffic => traffic.Defer(() => Assert.Fail("ran")));
        Assert.Equal((Fate.Failed, thrown), (deferral.Fate, deferral.Exception));
    }

    [Fact]
    public async Task Filters_see_the_exception_of_the_code_and_one_that_catches_it_makes_the_deferral_run()
    {
        var steps = new Steps();
        await using var host = new TrafficHost(configure: services => services
            .AddSingleton(steps)
            .AddTrafficFilter<OuterFilter>()
            .AddSingleton(new FuncFilter(async (context, next, ct) => await next(context, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing))).AddTrafficFilter<FuncFilter>(pools: ["default"])
            .AddTrafficFilter<InnerFilter>());
        var caught = await FilterSpecs.RunAsync(host, traffic => traffic.Defer(Throw));
        var failed = await FilterSpecs.RunAsync(host, traffic => traffic.Defer(Throw, new() { SameThread = true }));
        Assert.Equal((Fate.Ran, Fate.Failed), (caught.Fate, failed.Fate));
        Assert.Equal(["outer in", "inner in", "inner saw on purpose", "outer out", "outer in", "inner in", "inner saw on purpose", "outer saw on purpose"], steps);

        static void Throw() => throw new InvalidOperationException("on purpose");
    }

    [Fact]
    public async Task Calling_next_twice_is_an_error_that_says_so_and_keeps_the_first_exception()
    {
        var runs = 0;
        await using var host = FilterSpecs.With(async (context, next, ct) =>
        {
            await next(context, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await next(context, ct);
        });
        var deferral = await FilterSpecs.RunAsync(host, traffic => traffic.Defer(() => throw new InvalidOperationException($"run {++runs}")));
        Assert.Equal(Fate.Failed, deferral.Fate);
        Assert.Equal(
            "The filter FuncFilter called next a second time. A filter calls next once; work is tried again by the retry of its pool or of its options, not within a filter.",
            Assert.IsType<InvalidOperationException>(deferral.Exception).Message);
        Assert.Equal("run 1", deferral.Exception!.InnerException!.Message);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Calling_next_after_the_filter_has_returned_is_an_error_and_runs_nothing()
    {
        TrafficFilterDelegate? late = null;
        TrafficContext? context = null;
        await using var host = FilterSpecs.With((given, next, _) =>
        {
            (context, late) = (given, next);
            return Task.CompletedTask;
        });
        var deferral = await FilterSpecs.RunAsync(host, traffic => traffic.Defer(() => Assert.Fail("ran")));
        Assert.Equal(Fate.Cancelled, deferral.Fate);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => late!(context!, CancellationToken.None));
        Assert.Equal("The filter FuncFilter called next after it had returned. Call next before, and await it.", error.Message);
    }

    [Fact]
    public async Task A_run_whose_filter_does_not_await_the_code_ends_with_the_code_and_as_the_code()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = FilterSpecs.With((context, next, ct) =>
        {
            _ = next(context, ct);
            return Task.CompletedTask;
        });
        var request = host.Request();
        var deferral = request.Defer(async () =>
        {
            began.SetResult();
            await release.Task;
            throw new InvalidOperationException("on purpose");
        });
        request.End();
        await began.Task.WaitAsync(Stress.Patience);
        Assert.Null(deferral.Fate);
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, "on purpose"), (deferral.Fate, deferral.Reason));
    }

    [Fact]
    public async Task A_filter_that_gives_the_code_up_does_not_give_back_what_the_code_uses()
    {
        var gaveUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var disposed = false;
        await using var host = FilterSpecs.With(
            async (context, next, ct) =>
            {
                _ = next(context, ct);
                gaveUp.SetResult();
                await Task.Yield();
                throw new TimeoutException("gave up");
            },
            configure: services => services.AddScoped(_ => new Resource(() => disposed = true)));
        var request = host.Request();
        var sawDisposed = true;
        var deferral = request.Defer<Resource>(async (_, _) =>
        {
            await release.Task;
            sawDisposed = disposed;
        });
        request.End();
        await gaveUp.Task.WaitAsync(Stress.Patience);
        Assert.Equal((1, false), (host.Ledger.SlotsTaken, disposed));
        release.SetResult();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, "gave up"), (deferral.Fate, deferral.Reason));
        Assert.Equal((false, true), (sawDisposed, disposed));
    }

    [Fact]
    public async Task The_code_gets_the_token_and_the_context_that_the_filters_pass_on()
    {
        await using var tenant = new ServiceCollection().AddSingleton("of the tenant").BuildServiceProvider();
        using var own = new CancellationTokenSource();
        CancellationToken seen = default;
        TrafficContext? given = null;
        await using var host = FilterSpecs.With(
            (context, next, ct) => next(given = new TrafficContext(context.Deferral, tenant, context.Traffic, context.Message), own.Token),
            configure: services => services.AddSingleton("of the host"));
        string? text = null;
        TrafficContext? context = null;
        await FilterSpecs.RunAsync(host, traffic => traffic.Defer<string, TrafficContext>((service, current, ct) =>
        {
            (text, context, seen) = (service, current, ct);
            return Task.CompletedTask;
        }));
        Assert.Equal("of the tenant", text);
        Assert.Same(given, context);
        Assert.Equal(own.Token, seen);
    }

    [Fact]
    public async Task A_filter_sees_the_message_also_once_the_deferral_has_its_fate()
    {
        var messages = new List<object?>();
        await using var host = FilterSpecs.With(
            async (context, next, ct) =>
            {
                messages.Add(context.Message);
                await next(context, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                messages.Add(context.Message);
            },
            configure: services => services.AddTrafficHandler<Ignoring>());
        var request = host.Request();
        var deferral = request.Tell("wait", new() { Timeout = TimeSpan.FromSeconds(1) });
        request.End();
        await Eventually.TrueAsync(() => host.Clock.Timers > 0, "it runs");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await host.SettledAsync();
        Assert.Equal(Fate.Failed, deferral.Fate);
        await FilterSpecs.RunAsync(host, traffic => traffic.Defer(() => { }));
        Assert.Equal(["wait", "wait", null, null], messages);
    }

    [Fact]
    public async Task The_timeout_and_the_receipt_cancel_the_token_of_a_filter()
    {
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = FilterSpecs.With(async (_, _, ct) =>
        {
            var wait = Task.Delay(Timeout.Infinite, ct);
            waits.SetResult();
            await wait;
        });
        var request = host.Request();
        var deferral = request.Defer(() => Assert.Fail("ran"));
        request.End();
        await waits.Task.WaitAsync(Stress.Patience);
        Assert.True(deferral.Cancel());
        await host.SettledAsync();
        Assert.Equal((Fate.Cancelled, "cancelled by its receipt while it ran"), (deferral.Fate, deferral.Reason));
    }

    private sealed class Resource(Action onDispose) : IDisposable
    {
        public void Dispose() => onDispose();
    }

    private sealed class Ignoring : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) =>
            message == "wait" ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
    }
}
