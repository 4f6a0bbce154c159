using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.6: work has its own scope, snapshot, culture and token.</summary>
public sealed class ContextSpecs
{
    [Fact]
    public async Task Each_deferral_has_a_DI_scope_of_its_own_disposed_asynchronously_after_it_and_before_its_fate()
    {
        var services = new List<Scoped>();
        await using var host = new TrafficHost(configure: collection => collection
            .AddScoped(_ =>
            {
                var made = new Scoped();
                lock (services)
                    services.Add(made);
                return made;
            }));
        var request = host.Request();
        var deferrals = new List<Deferral>();
        for (var i = 0; i < 3; i++)
        {
            deferrals.Add(request.Defer<Scoped>(async (service, _) =>
            {
                await Task.Yield();
                Assert.False(service.IsDisposed);
            }));
        }

        request.End();
        foreach (var deferral in deferrals)
        {
            Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        }

        Assert.Equal(3, services.Count);
        Assert.All(services, service => Assert.True(service.IsDisposed));
    }

    [Fact]
    public async Task A_scope_that_cannot_be_disposed_fails_its_deferral()
    {
        await using var host = new TrafficHost(configure: collection => collection.AddScoped<Undisposable>());
        var request = host.Request();
        var deferral = request.Defer<Undisposable>((_, _) => Task.CompletedTask);
        request.End();
        Assert.Equal(Fate.Failed, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        Assert.Equal("stuck", deferral.Exception!.Message);
    }

    [Fact]
    public async Task A_handler_sees_the_request_the_pool_and_its_own_deferral()
    {
        await using var host = new TrafficHost("crosstown.pools.calls { }", services => services.AddTrafficHandler<Recorder>().AddSingleton<Seen>());
        var request = host.Request();
        var deferral = request.Tell(new Ping(7), new DeferralOptions { Pool = "calls" });
        request.End(201);
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
        var (message, context) = host.Services.GetRequiredService<Seen>().Items.Single();
        Assert.Equal(7, message.Number);
        Assert.Same(deferral, context.Deferral);
        Assert.Equal(("calls", "POST", 201), (context.Pool, context.Request!.Method, context.Request.Response.StatusCode));
    }

    [Fact]
    public async Task The_culture_of_the_caller_goes_with_the_work_and_ends_with_it()
    {
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }");
        var request = host.Request();
        var seen = new List<string>();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        request.Defer(() => seen.Add(CultureInfo.CurrentCulture.Name));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
            request.Defer(async () =>
            {
                await Task.Yield();
                seen.Add($"{CultureInfo.CurrentCulture.Name} {CultureInfo.CurrentUICulture.Name}");
            });
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }

        request.Defer(() => seen.Add(CultureInfo.CurrentCulture.Name));
        request.End();
        await host.SettledAsync();
        Assert.Equal([before.CurrentCulture.Name, "de-DE fr-FR", before.CurrentCulture.Name], seen);
    }

    [Fact]
    public async Task A_log_written_by_the_work_has_a_scope_with_request_deferral_and_kind()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(async () =>
        {
            await Task.Yield();
#pragma warning disable CA1848, CA2254 // a test's own log
            Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(host.Logs.CreateLogger("inside"), "inside");
#pragma warning restore CA1848, CA2254
        });
        request.End();
        await host.SettledAsync();
        var scope = (IReadOnlyList<KeyValuePair<string, object?>>)host.Logs.Entries.Single(entry => entry.Text == "inside").Scopes.Single();
        Assert.Equal(
            new Dictionary<string, object?> { ["RequestId"] = "trace-1", ["DeferralId"] = deferral.Id.ToString(), ["DeferralKind"] = "ContextSpecs.A_log_written_by_the_work_has_a_scope_with_request_deferral_and_kind" },
            new Dictionary<string, object?>(scope));
    }

    [Fact]
    public async Task With_log_scopes_off_a_log_written_by_the_work_has_no_scope()
    {
        await using var host = new TrafficHost("crosstown.telemetry.log-scope = off");
        var request = host.Request();
#pragma warning disable CA1848, CA2254 // a test's own log
        request.Defer(() => Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(host.Logs.CreateLogger("inside"), "inside"));
#pragma warning restore CA1848, CA2254
        request.End();
        await host.SettledAsync();
        Assert.Empty(host.Logs.Entries.Single(entry => entry.Text == "inside").Scopes);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_log_scope_is_begun_only_where_a_provider_takes_the_logs_of_Crosstown(bool isOn, int scopes)
    {
        await using var host = new TrafficHost();
        host.Logs.IsOn = isOn;
        var request = host.Request();
        var deferral = request.Defer(static () => { });
        request.End();
        await host.SettledAsync();
        Assert.Equal(Fate.Ran, deferral.Fate);
        Assert.Equal(scopes, host.Logs.Scopes);
    }

    [Fact]
    public async Task A_propagator_that_throws_is_the_caller_s_error_and_costs_no_slot()
    {
        await using var host = new TrafficHost(configure: static services => services.AddTrafficHandler<Recorder>().AddSingleton<Seen>().AddSingleton<ITrafficPropagator>(new Refusing()));
        var request = host.Request();
        Assert.Throws<NotSupportedException>(() => request.Defer(static () => { }));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await request.TellAsync(new Ping(1)));
        Assert.Equal(0, host.Ledger.SlotsTaken);
        request.End();
        await host.SettledAsync();
        Assert.Equal(0, host.Ledger.Read().Deferred);
    }

    private sealed class Refusing : ITrafficPropagator
    {
        public object? Capture() => throw new NotSupportedException("no context today");

        public void Restore(object? captured)
        {
        }
    }

    private sealed class Scoped : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            IsDisposed = true;
        }
    }

    private sealed class Undisposable : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw new InvalidOperationException("stuck");
    }

    private sealed record Ping(int Number);

    private sealed class Seen
    {
        public List<(Ping Message, TrafficContext Context)> Items { get; } = [];
    }

    private sealed class Recorder(Seen seen) : ITrafficHandler<Ping>
    {
        public Task HandleAsync(Ping message, TrafficContext context, CancellationToken cancellationToken)
        {
            seen.Items.Add((message, context));
            return Task.CompletedTask;
        }
    }
}
