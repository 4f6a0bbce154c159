using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.13: nothing of one request is seen by another's work.</summary>
public sealed class NoLeaksSpecs
{
    private static readonly AsyncLocal<string?> Tenant = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_value_that_one_deferral_sets_is_not_seen_by_the_next(bool sameThread)
    {
        Tenant.Value = "the starter's";
        await using var host = new TrafficHost("akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 }");
        var seen = new List<string?>();
        var options = new DeferralOptions { SameThread = sameThread };
        for (var i = 0; i < 2; i++)
        {
            var request = host.Request();
            request.Defer(
                () =>
                {
                    seen.Add(Tenant.Value);
                    Tenant.Value = "the work's";
                    CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
                },
                options);
            request.Defer(
                async () =>
                {
                    seen.Add(Tenant.Value);
                    await Task.Yield();
                    Tenant.Value = "the continuation's";
                },
                options);
            request.End();
            await host.SettledAsync();
        }

        Assert.Equal([null, null, null, null], seen);
        Tenant.Value = null;
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_delegate_that_runs_on_its_callers_thread_leaves_the_caller_its_own_context(bool hasRequest, bool isFlowSuppressed)
    {
        await using var host = new TrafficHost("crosstown { without-request = run-now, admission { capacity = 1, on-full = run-inline } }");
        var request = host.Request();
        request.Defer(() => { });
        var caller = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        using var activity = new Activity("the caller's").Start();
        Tenant.Value = "the caller's";
        var seen = new List<string?>();

        foreach (var fails in new[] { false, true })
        {
            AsyncFlowControl? flow = isFlowSuppressed ? ExecutionContext.SuppressFlow() : null;
            var error = Record.Exception(() => (hasRequest ? request : host.OutsideRequest).Defer(() =>
            {
                seen.Add(Tenant.Value);
                Tenant.Value = "the work's";
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
                new Activity("the work's").Start();
                if (fails)
                    throw new InvalidDataException();
            }));
            Assert.Equal(isFlowSuppressed, ExecutionContext.IsFlowSuppressed());
            flow?.Undo();

            Assert.Equal(fails && !hasRequest, error is InvalidDataException);
            Assert.Equal("the caller's", Tenant.Value);
            Assert.Equal(caller, (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture));
            Assert.Same(activity, Activity.Current);
        }

        Assert.Equal(["the caller's", "the caller's"], seen);
        request.End();
        Tenant.Value = null;
        Assert.Equal((2, 1), (await host.SettledAsync()) is var reading ? (reading.Ran, reading.Failed) : default);
    }

    [Fact]
    public async Task A_propagator_carries_the_applications_own_context()
    {
        await using var host = new TrafficHost(configure: services => services.AddSingleton<ITrafficPropagator, TenantPropagator>());
        var request = host.Request();
        var seen = new string?[2];
        Tenant.Value = "a";
        request.Defer(() => seen[0] = Tenant.Value);
        Tenant.Value = "b";
        request.Defer(async () =>
        {
            await Task.Yield();
            seen[1] = Tenant.Value;
        });
        Tenant.Value = null;
        request.End();
        await host.SettledAsync();
        Assert.Equal(new List<string?> { "a", "b" }, seen);
    }

    private sealed class TenantPropagator : ITrafficPropagator
    {
        public object? Capture() => Tenant.Value;

        public void Restore(object? captured) => Tenant.Value = (string?)captured;
    }
}
