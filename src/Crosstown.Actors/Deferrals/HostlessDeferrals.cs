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

    /// <exception cref="ArgumentException">The options name a pool and the lane.</exception>
    public static DeferralPlan PlanOf(DeferralOptions? options)
    {
        if (options is { Pool: not null, SameThread: true })
            throw new ArgumentException($"The options name the pool {options.Pool} and SameThread; a deferral runs on a pool or on a lane.", nameof(options));
        return new DeferralPlan
        {
            PoolName = options?.Pool ?? PoolNames.Default,
            SameThread = options?.SameThread ?? false,
            TakesAnyMessage = true,
            Rules = NoGoSet.Empty,
            When = options?.When,
            Timeout = options?.Timeout ?? Timeout.InfiniteTimeSpan,
            Key = options?.Key,
            KeyPolicy = options?.KeyPolicy ?? KeyPolicy.FirstWins,
            Sequential = options?.Sequential ?? false,
            StopOnFailure = options?.StopOnFailure ?? false,
            WithoutRequest = options?.WithoutRequest ?? WithoutRequest.Pool,
        };
    }

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
