using Crosstown.Actors.Telemetry;
using Crosstown.Actors.Traffic;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.10: work where there is no request.</summary>
public sealed class WithoutRequestSpecs
{
    [Fact]
    public async Task By_default_a_deferral_without_a_request_runs_on_its_pool_at_once_and_its_failure_is_a_fate()
    {
        await using var host = new TrafficHost();
        var caller = Environment.CurrentManagedThreadId;
        var thread = caller;
        var ran = host.OutsideRequest.Defer(() => thread = Environment.CurrentManagedThreadId);
        var failed = host.OutsideRequest.Defer(Throw);
        Assert.Equal(Fate.Ran, await ran.WaitAsync().WaitAsync(Stress.Patience));
        Assert.NotEqual(caller, thread);
        Assert.Equal(Fate.Failed, await failed.WaitAsync().WaitAsync(Stress.Patience));
        await host.SettledAsync();
        Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.DeferralFailed);
        Assert.Equal(0, host.Ledger.OpenRequests);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Run_now_runs_a_synchronous_delegate_on_the_callers_thread_and_its_exception_is_the_callers(bool byCall)
    {
        await using var host = new TrafficHost(byCall ? "" : "crosstown.without-request = run-now");
        var options = byCall ? new DeferralOptions { WithoutRequest = WithoutRequest.RunNow } : null;
        var thread = 0;
        var ran = host.OutsideRequest.Defer(() => thread = Environment.CurrentManagedThreadId, options);
        Assert.Equal((Fate.Ran, Environment.CurrentManagedThreadId), (ran.Fate, thread));
        Assert.Equal("on purpose", Assert.Throws<InvalidOperationException>(() => host.OutsideRequest.Defer(Throw, options)).Message);
        var asynchronous = host.OutsideRequest.Defer(() => Task.CompletedTask, options);
        Assert.Equal(Fate.Ran, await asynchronous.WaitAsync().WaitAsync(Stress.Patience));
        var reading = await host.SettledAsync();
        Assert.Equal((2L, 1L), (reading.Ran, reading.Failed));
        Assert.DoesNotContain(host.Logs.Entries, entry => entry.Id == EventIds.DeferralFailed);
    }

    [Fact]
    public async Task Run_now_gives_a_delegate_its_service_from_a_scope_that_has_ended_when_the_call_returns()
    {
        await using var host = new TrafficHost(configure: services => services.AddScoped<Ended>());
        Ended? ended = null;
        var thread = 0;
        host.OutsideRequest.Defer<Ended>(service =>
        {
            (ended, thread) = (service, Environment.CurrentManagedThreadId);
            Assert.False(service.IsEnded);
        }, new() { WithoutRequest = WithoutRequest.RunNow });
        Assert.Equal((Environment.CurrentManagedThreadId, true), (thread, ended!.IsEnded));
        Assert.Null(TrafficContext.Current.Value);
        Assert.Equal(1, (await host.SettledAsync()).Ran);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Without_a_request_the_choice_fail_throws_and_counts_a_refusal(bool byCall)
    {
        await using var host = new TrafficHost(byCall ? "" : "crosstown.without-request = fail");
        var options = byCall ? new DeferralOptions { WithoutRequest = WithoutRequest.Fail } : null;
        var error = Assert.Throws<NoResponseException>(() => host.OutsideRequest.Defer(() => { }, options));
        Assert.Contains("Defer it in a request, or set crosstown.without-request to pool or run-now", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await host.SettledAsync()).Refused);
    }

    [Fact]
    public async Task Rules_predicate_and_key_do_not_apply_without_a_request()
    {
        await using var host = new TrafficHost("crosstown.no-go = \"100-999, truncated, aborted\"");
        var options = new DeferralOptions { NoGo = "100-999", When = _ => false, Key = "k" };
        var first = host.OutsideRequest.Defer(() => { }, options);
        var second = host.OutsideRequest.Defer(() => { }, options);
        Assert.Equal((Fate.Ran, Fate.Ran), (await first.WaitAsync().WaitAsync(Stress.Patience), await second.WaitAsync().WaitAsync(Stress.Patience)));
        await host.SettledAsync();
    }

    [Fact]
    public async Task Sequential_and_same_thread_work_runs_without_a_request_too()
    {
        await using var host = new TrafficHost();
        var sequential = host.OutsideRequest.Defer(() => { }, new DeferralOptions { Sequential = true });
        var sameThread = host.OutsideRequest.Defer(() => { }, new DeferralOptions { SameThread = true });
        Assert.Equal((Fate.Ran, Fate.Ran), (await sequential.WaitAsync().WaitAsync(Stress.Patience), await sameThread.WaitAsync().WaitAsync(Stress.Patience)));
        await host.SettledAsync();
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task Deferring_before_the_actor_system_has_started_is_an_error_that_says_so()
    {
        await using var host = new TrafficHost(start: false);
        Assert.Contains("before Crosstown had started", Assert.Throws<InvalidOperationException>(() => host.OutsideRequest.Defer(() => { })).Message, StringComparison.Ordinal);
        Assert.Contains("before Crosstown had started", Assert.Throws<InvalidOperationException>(() => host.Request().Defer(() => { })).Message, StringComparison.Ordinal);
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    [Fact]
    public async Task Within_a_running_handler_traffic_without_a_request_is_that_handlers_traffic()
    {
        Deferral? nested = null;
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<Nester>().AddSingleton<Action<ITraffic>>(traffic => nested = traffic.Defer(() => { })));
        var request = host.Request();
        var outer = request.Tell("x");
        request.End();
        await outer.WaitAsync().WaitAsync(Stress.Patience);
        await host.SettledAsync();
        Assert.Equal(1, nested!.Account.Depth);
        Assert.Same(outer.Account, nested.Account.Root);
    }

    [Fact]
    public async Task A_loop_that_a_handler_has_started_defers_without_a_request_once_that_handler_has_returned()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Deferral>? loop = null;
        ITraffic? own = null;
        await using var host = new TrafficHost();
        var request = host.Request();
        var outer = request.Defer<TrafficContext>((context, _) =>
        {
            own = context.Traffic;
            loop = Task.Run(async () =>
            {
                await goOn.Task;
                return host.OutsideRequest.Defer(() => { });
            });
            return Task.CompletedTask;
        });
        request.End();
        await outer.WaitAsync().WaitAsync(Stress.Patience);
        goOn.SetResult();
        var later = await loop!.WaitAsync(Stress.Patience);

        Assert.Equal(Fate.Ran, await later.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Null(later.Request);
        Assert.Equal(0, later.Account.Depth);
        Assert.Throws<TrafficClosedException>(() => own!.Defer(() => { }));
        await host.SettledAsync();
    }

    private static void Throw() => throw new InvalidOperationException("on purpose");

    private sealed class Nester(IServiceProvider services, Action<ITraffic> nest) : ITrafficHandler<string>
    {
        public async Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            await Task.Yield();
            nest(services.GetRequiredService<TrafficOutsideRequest>());
        }
    }

    private sealed class Ended : IAsyncDisposable
    {
        public bool IsEnded { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            IsEnded = true;
        }
    }
}
