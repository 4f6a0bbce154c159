using Akka.Configuration;
using Crosstown.Actors.Accounting;
using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Deferrals;

/// <summary>The account and the plan of deferrals that a test makes without a host. They share a ledger of their own, with the defaults of all settings.</summary>
internal static class HostlessDeferrals
{
    private static readonly Lazy<Ledger> Ledger = new(static () => new Ledger(CrosstownSettings.Create(ConfigurationFactory.Empty), TimeProvider.System, static _ => { }));

    /// <summary>Released, so that a wait for the deferral waits instead of being an error.</summary>
    public static TrafficAccount AccountOf(RequestSnapshot? request) => new(Ledger.Value, isReleased: true) { Request = request };

    public static DeferralPlan PlanOf(string pool) => new()
    {
        PoolName = pool,
        SameThread = pool == PoolNames.SameThread,
        TakesAnyMessage = false,
        Rules = NoGoSet.Empty,
        Timeout = Timeout.InfiniteTimeSpan,
        Sequential = false,
        StopOnFailure = false,
        WithoutRequest = WithoutRequest.Pool,
    };
}
