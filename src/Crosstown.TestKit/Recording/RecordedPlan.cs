using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Traffic;

namespace Crosstown.TestKit.Recording;

/// <summary>The plan of a deferral without a host: what its own options and its decorated method, delegate or handler say, and no defaults of pools and settings.</summary>
internal static class RecordedPlan
{
    /// <exception cref="ArgumentException">The options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    public static DeferralPlan Of(DeferralOptions? options, DecoratedDeferralOptions? decorated)
    {
        PlanFactory.Check(options);
        return new DeferralPlan
        {
            PoolName = options?.Pool ?? decorated?.Pool ?? PoolNames.Default,
            SameThread = options?.SameThread ?? (options?.Pool is null && decorated?.SameThread is true),
            TakesAnyMessage = true,
            Rules = NoGoSet.Empty,
            When = options?.When,
            Timeout = options?.Timeout ?? decorated?.Timeout ?? Timeout.InfiniteTimeSpan,
            Key = options?.Key ?? decorated?.Key,
            KeyPolicy = options?.KeyPolicy ?? decorated?.KeyPolicy ?? KeyPolicy.FirstWins,
            Sequential = options?.Sequential ?? decorated?.Sequential ?? false,
            StopOnFailure = options?.StopOnFailure ?? decorated?.StopOnFailure ?? false,
            WithoutRequest = options?.WithoutRequest ?? decorated?.WithoutRequest ?? WithoutRequest.Pool,
            DeclaredAt = decorated?.DeclaredAt,
        };
    }
}
