using Crosstown.Actors.Deferrals;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Traffic;

namespace Crosstown.TestKit.Recording;

/// <summary>The plan of a deferral without a host: what its own options say, and no defaults of pools and settings.</summary>
internal static class RecordedPlan
{
    /// <exception cref="ArgumentException">The options say both SameThread and a pool; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
    public static DeferralPlan Of(DeferralOptions? options)
    {
        PlanFactory.Check(options);
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
}
