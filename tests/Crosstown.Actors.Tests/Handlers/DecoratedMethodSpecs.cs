using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Handlers;

/// <summary>docs/decorator.md: a decorated method has overloads that defer it.</summary>
public sealed class DecoratedMethodSpecs
{
    private readonly ConcurrentQueue<string> _dialled = new();

    [Fact]
    public async Task The_overload_defers_and_the_method_itself_runs_now()
    {
        await using var host = Host();
        var request = host.Request();
        using var source = new CancellationTokenSource();
        await Calls.PlaceCall("now", new Dialer(_dialled), source.Token);
        var deferral = Calls.PlaceCall(request, "later");
        Assert.Equal(["now"], _dialled);
        request.End();
        await host.SettledAsync();
        Assert.Equal(["now", "later"], _dialled);
        Assert.Equal((Fate.Ran, "calls"), (deferral.Fate!.Value, deferral.Pool));
    }

    [Fact]
    public async Task The_attributes_rules_hold_and_the_endpoints_are_farther_away()
    {
        await using var host = Host();
        var request = host.Request(new() { NoGo = [], Pool = "default" });
        var deferral = Calls.PlaceCall(request, "1");
        request.End(status: 302);
        await host.SettledAsync();
        Assert.Equal((Fate.NoGo, "calls"), (deferral.Fate!.Value, deferral.Pool));
        Assert.Empty(_dialled);
    }

    [Fact]
    public async Task RunNow_runs_a_method_that_returns_void_on_its_callers_thread_in_a_scope_of_its_own()
    {
        await using var host = Host();
        List<int> threads = [];
        var deferral = Calls.Hurry(host.OutsideRequest, 1, threads);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
        Assert.Equal((Fate.Ran, 0), (deferral.Fate, host.Ledger.SlotsTaken));
        Assert.Equal("too late", Assert.Throws<InvalidOperationException>(() => Calls.Hurry(host.OutsideRequest, -1, threads)).Message);
        var request = host.Request();
        var later = Calls.Hurry(request, 2, threads);
        Assert.Null(later.Fate);
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal((2L, 1L), (reading.Ran, reading.Failed));
    }

    [Fact]
    public async Task RunNow_of_a_method_that_may_await_is_an_error_at_the_call_and_defers_nothing()
    {
        await using var host = Host();
        Assert.Contains("WithoutRequest is RunNow", Assert.Throws<FormatException>(() => Calls.HurryAsync(host.OutsideRequest, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    [Fact]
    public async Task A_key_is_made_of_the_arguments_of_each_call()
    {
        await using var host = Host();
        var request = host.Request();
        var day = new DateOnly(2026, 3, 4);
        var first = Calls.PlaceOnce(request, "1", day, "first");
        var second = Calls.PlaceOnce(request, "1", day, "second");
        var other = Calls.PlaceOnce(request, "2", day, "other");
        Assert.Equal("call-1-{03/04/2026}", first.Plan.Key);
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Cancelled, Fate.Ran, Fate.Ran), (first.Fate!.Value, second.Fate!.Value, other.Fate!.Value));
        Assert.Equal(["1 second 2026", "2 other 2026"], _dialled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Partition_and_unique_key_are_made_of_the_arguments_and_waits_and_attempts_are_the_attributes()
    {
        await using var host = Host();
        var waits = Calls.Ship(host.OutsideRequest, 7, "pack").Plan.Waits!;
        Assert.Equal(("order-7", "7/pack", TimeSpan.FromHours(1), TimeSpan.FromSeconds(4)), (waits.Partition, waits.UniqueFor, waits.StartWithin, waits.Delay));
        Assert.Equal((3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)), (waits.Retry!.Attempts, waits.Retry.Backoff, waits.Retry.MaxBackoff));
        Assert.Equal("order-8", Calls.Ship(host.OutsideRequest, 8, "send").Plan.Waits!.Partition);
        host.Clock.Advance(TimeSpan.FromSeconds(4));
        await host.SettledAsync();
        Assert.Equal(["7 pack", "8 send"], _dialled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Generic_optional_and_params_parameters_and_all_kinds_of_services_are_taken()
    {
        await using var host = Host();
        var request = host.Request();
        Calls.Shapes(request, "item");
        Calls.Shapes(request, "item", 3, "a", "b");
        request.End();
        await host.SettledAsync();
        Assert.Equal(["item 2 ", "item 3 a+b"], _dialled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_receiver_of_an_instance_method_is_that_of_the_attempts_scope()
    {
        await using var host = Host();
        var request = host.Request();
        var deferral = new Mailer(new Dialer(_dialled)) { IsCaller = true }.SendAsync(request, "me");
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, PoolNames.SameThread), (deferral.Fate!.Value, deferral.Pool));
        Assert.Equal(["mail me"], _dialled);
    }

    [Fact]
    public async Task A_method_without_services_and_token_is_deferred_by_an_overload_of_another_name()
    {
        await using var host = Host();
        var request = host.Request();
        var deferral = Calls.DeferFail(request, "on purpose");
        request.End();
        await host.SettledAsync();
        Assert.Equal(Fate.Failed, deferral.Fate);
        var failure = Assert.Single(host.Logs.Entries, entry => entry.Text.Contains("on purpose", StringComparison.Ordinal));
        Assert.Matches(@"Deferral \S+ Calls\.Fail \(.*Calls\.cs:\d+\) of .* failed on default: on purpose", failure.Text);
    }

    [Fact]
    public async Task The_message_can_be_told_and_a_registered_handler_takes_the_methods_place()
    {
        await using var host = Host();
        var request = host.Request();
        request.Tell(new Calls.PlaceCallMessage("told"));
        request.End();
        await host.SettledAsync();
        Assert.Equal(["told"], _dialled);

        await using var replaced = Host(services => services.AddTrafficHandler<Replacement>());
        request = replaced.Request();
        var deferral = Calls.PlaceCall(request, "1");
        request.End();
        await replaced.SettledAsync();
        Assert.Equal(["told", "replaced 1"], _dialled);
        Assert.Equal(PoolNames.Default, deferral.Pool);
    }

    [Fact]
    public async Task Within_a_deferral_the_overload_without_traffic_defers_with_that_deferrals()
    {
        await using var host = Host();
        await using var other = Host();
        var request = host.Request();
        Calls.Chain(request, 2);
        request.End();
        Assert.Equal(3, (await host.SettledAsync()).Ran);
        Assert.Equal(0, other.Ledger.Read().Deferred);
    }

    [Fact]
    public async Task A_deferred_call_allocates_no_more_than_a_delegate_with_a_service()
    {
        await using var host = Host();
        var request = host.Request();
        Assert.InRange(Allocated(number => Calls.PlaceCall(request, number)), 1, Allocated(number => request.Defer<IDialer>((dialer, ct) => dialer.DialAsync(number, ct))));

        static long Allocated(Func<string, Deferral> defer)
        {
            var deferrals = new Deferral[1_000];
            var least = long.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < deferrals.Length; i++)
                    deferrals[i] = defer("1");
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    private TrafficHost Host(Action<IServiceCollection>? configure = null) => new(
        "crosstown.pools.calls { }",
        services =>
        {
            services.AddSingleton(_dialled).AddScoped<IDialer, Dialer>().AddScoped<Dialer>().AddKeyedScoped<IDialer, Dialer>("second").AddScoped<Mailer>();
            configure?.Invoke(services);
        });

    internal sealed class Replacement(ConcurrentQueue<string> dialled) : ITrafficHandler<Calls.PlaceCallMessage>
    {
        public Task HandleAsync(Calls.PlaceCallMessage message, TrafficContext context, CancellationToken cancellationToken)
        {
            dialled.Enqueue($"replaced {message.Number}");
            return Task.CompletedTask;
        }
    }
}
