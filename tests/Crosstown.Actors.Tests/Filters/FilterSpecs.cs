using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Crosstown.Actors.Filters;
using Crosstown.Actors.Tests.Handlers;
using Crosstown.Actors.Traffic;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Filters;

/// <summary>docs/failures.md: filters: which work they surround, and in which order.</summary>
public sealed class FilterSpecs
{
    private const string TwoPools = "crosstown.pools.calls { }";

    [Fact]
    public async Task The_filter_registered_first_is_the_outermost_one_around_a_handler()
    {
        var steps = new Steps();
        await using var host = Host(steps);
        await RunAsync(host, request => request.Tell("message"));
        Assert.Equal(["outer in", "inner in", "handled message", "inner out", "outer out"], steps);
    }

    [Fact]
    public async Task Filters_surround_delegates_with_and_without_services_and_decorated_methods()
    {
        var steps = new Steps();
        await using var host = Host(steps, services => services.AddSingleton(new ConcurrentQueue<string>()).AddScoped<IDialer, Dialer>());
        await RunAsync(host, request => request.Defer(() => steps.Enqueue("plain")));
        await RunAsync(host, request => request.Defer(async () => await Task.Yield()));
        await RunAsync(host, request => request.Defer<TrafficContext>(context => steps.Enqueue($"with context on {context.Pool}")));
        await RunAsync(host, request => Calls.PlaceCall(request, "1"));
        Assert.Equal(4, steps.Count(step => step == "outer in"));
        Assert.Equal(["outer in", "inner in", "plain", "inner out", "outer out"], steps.Take(5));
    }

    [Fact]
    public async Task Filters_surround_same_thread_work_and_nested_work_and_work_without_a_request()
    {
        var steps = new Steps();
        await using var host = Host(steps);
        await RunAsync(host, request => request.Defer(() => { }, new() { SameThread = true }));
        await RunAsync(host, request => request.Defer<TrafficContext>(context => context.Traffic.Defer(() => { })));
        host.OutsideRequest.Defer(() => { });
        await host.SettledAsync();
        Assert.Equal(4, steps.Count(step => step == "inner out"));
    }

    [Fact]
    public async Task A_message_to_an_actor_is_not_surrounded()
    {
        var steps = new Steps();
        await using var host = Host(steps);
        await RunAsync(host, request => request.TellTo(ActorRefs.Nobody, "message"));
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_filter_for_named_pools_surrounds_their_work_alone_and_same_thread_names_the_lanes()
    {
        var steps = new Steps();
        await using var host = new TrafficHost(TwoPools, services => services
            .AddSingleton(steps)
            .AddTrafficFilter<OuterFilter>(pools: ["calls"])
            .AddTrafficFilter<InnerFilter>(pools: [PoolNames.SameThread]));
        await RunAsync(host, request => request.Defer(() => steps.Enqueue("default")));
        await RunAsync(host, request => request.Defer(() => steps.Enqueue("calls"), new() { Pool = "calls" }));
        await RunAsync(host, request => request.Defer(() => steps.Enqueue("lane"), new() { SameThread = true }));
        Assert.Equal(["default", "outer in", "calls", "outer out", "inner in", "lane", "inner out"], steps);
    }

    [Fact]
    public void The_filters_of_a_pool_keep_the_order_of_all_registrations_and_one_registered_twice_is_there_once()
    {
        var registry = new FilterRegistry(
            [new(typeof(OuterFilter), ["calls"]), new(typeof(InnerFilter), null), new(typeof(FuncFilter), ["mail", "calls"]), new(typeof(OuterFilter), null)]);
        Assert.Equal([typeof(OuterFilter), typeof(InnerFilter), typeof(FuncFilter)], registry.Of("calls")!.Filters);
        Assert.Equal([typeof(InnerFilter), typeof(FuncFilter), typeof(OuterFilter)], registry.Of("mail")!.Filters);
        Assert.Equal([typeof(InnerFilter), typeof(OuterFilter)], registry.Of("default")!.Filters);
        Assert.Same(registry.Of("default"), registry.Of(PoolNames.SameThread));
    }

    [Fact]
    public void Without_filters_a_pool_has_no_pipeline()
    {
        Assert.Null(new FilterRegistry([]).Of("default"));
        Assert.Null(new FilterRegistry([new(typeof(OuterFilter), ["calls"])]).Of("default"));
    }

    [Fact]
    public void A_filter_for_an_undeclared_pool_is_an_error_at_start_up()
    {
        var error = Assert.Throws<ConfigurationException>(() => new TrafficHost(TwoPools, services => services.AddTrafficFilter<OuterFilter>(pools: ["calls", "mail"])));
        Assert.Equal(
            "AddTrafficFilter<OuterFilter> names the pool mail, which is not declared; the pools are calls, default, same-thread. " +
            "Declare it in HOCON: crosstown.pools.mail { }, or with services.AddTrafficPool.",
            error.Message);
    }

    [Fact]
    public void A_filter_for_no_pool_or_for_one_without_a_name_is_an_error_at_registration()
    {
        var services = new ServiceCollection();
        Assert.Contains("AddTrafficFilter<OuterFilter> names no pool", Assert.Throws<ArgumentException>(() => services.AddTrafficFilter<OuterFilter>(pools: [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => services.AddTrafficFilter<OuterFilter>(pools: ["calls", " "]));
    }

    [Fact]
    public async Task A_filter_is_resolved_from_the_scope_of_the_run_which_outlives_it()
    {
        var used = new ConcurrentQueue<Guid>();
        await using var host = new TrafficHost(configure: services => services.AddSingleton(used).AddScoped<Unit>().AddTrafficFilter<UnitFilter>());
        for (var i = 0; i < 2; i++)
            await RunAsync(host, request => request.Defer<Unit>(unit => used.Enqueue(unit.Use())));
        var ids = used.ToArray();
        Assert.Equal(6, ids.Length);
        Assert.Single(ids.Take(3).Distinct());
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task Injected_traffic_of_a_filter_is_nested_in_the_run()
    {
        Deferral? nested = null;
        await using var host = With(async (context, next, ct) =>
        {
            if (nested is null)
                nested = context.Services.GetRequiredService<TrafficOutsideRequest>().Defer(() => { });
            await next(context, ct);
        });
        await RunAsync(host, request => request.Defer(() => { }));
        Assert.Equal((1, Fate.Ran), (nested!.Account.Depth, nested.Fate));
    }

    [Fact]
    public async Task Work_that_filters_surround_never_runs_on_its_callers_thread()
    {
        await using var host = With((context, next, ct) => next(context, ct), "crosstown { without-request = run-now, admission { capacity = 1, on-full = run-inline } }");
        var thread = Environment.CurrentManagedThreadId;
        var alone = host.OutsideRequest.Defer(() => thread = Environment.CurrentManagedThreadId);
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, alone.Fate);
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        var request = host.Request();
        request.Defer(() => { });
        Assert.Throws<TrafficFullException>(() => request.Defer(() => { }));
        request.End();
        await host.SettledAsync();
    }

    internal static TrafficHost With(Func<TrafficContext, TrafficFilterDelegate, CancellationToken, Task> filter, string hocon = "", Action<IServiceCollection>? configure = null) =>
        new(hocon, services =>
        {
            services.AddSingleton(new FuncFilter(filter)).AddTrafficFilter<FuncFilter>();
            configure?.Invoke(services);
        });

    internal static async Task<Deferral> RunAsync(TrafficHost host, Func<ITraffic, Deferral> defer)
    {
        var request = host.Request();
        var deferral = defer(request);
        request.End();
        await host.SettledAsync();
        return deferral;
    }

    private static TrafficHost Host(Steps steps, Action<IServiceCollection>? configure = null) => new(TwoPools, services =>
    {
        services.AddSingleton(steps).AddTrafficHandler<Handler>().AddTrafficFilter<OuterFilter>().AddTrafficFilter<InnerFilter>();
        configure?.Invoke(services);
    });

    private sealed class Handler(Steps steps) : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            steps.Enqueue($"handled {message}");
            return Task.CompletedTask;
        }
    }

    private sealed class Unit : IDisposable
    {
        private readonly Guid _id = Guid.NewGuid();
        private bool _isDisposed;

        public Guid Use()
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _id;
        }

        public void Dispose() => _isDisposed = true;
    }

    private sealed class UnitFilter(Unit unit, ConcurrentQueue<Guid> used) : ITrafficFilter
    {
        public async Task InvokeAsync(TrafficContext context, TrafficFilterDelegate next, CancellationToken cancellationToken)
        {
            used.Enqueue(unit.Use());
            await next(context, cancellationToken);
            used.Enqueue(unit.Use());
        }
    }
}
