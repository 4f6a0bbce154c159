using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Traffic;

/// <summary>Makes the part of a deferral's plan that says for what it waits before an attempt.</summary>
internal sealed class WaitPlanFactory(CrosstownSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromHours(24);

    /// <summary>Null if the deferral is dispatched at once, and once.</summary>
    /// <exception cref="ArgumentException">A wait is too long, or an option does not go with another.</exception>
    public WaitPlan? Make(DeferralOptions? options, DecoratedDeferralOptions? decorated, Pool pool, bool sameThread)
    {
        var delay = options?.Delay ?? decorated?.Delay ?? TimeSpan.Zero;
        RequireShort(nameof(DeferralOptions.Delay), delay);
        if (options?.NotBefore is { } notBefore)
            RequireShort(nameof(DeferralOptions.NotBefore), notBefore - clock.GetUtcNow());
        var within = options?.StartWithin ?? decorated?.StartWithin;
        if (within <= delay)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), within, $"A deferral's StartWithin ({within}) must be above its Delay ({delay}): it counts from the response's end, too, so this deferral could never start.");
        }

        var partition = options?.Partition ?? decorated?.Partition;
        if (partition is not null && sameThread)
        {
            throw new ArgumentException(
                $"The deferral has the partition {partition} and runs on its request's lane, where its request's work runs one by one anyway. Remove Partition, or name a pool instead of SameThread.");
        }

        var retry = Retry(options?.Retry, decorated, (sameThread ? null : pool.Settings.Retry) ?? settings.Retry);
        var uniqueFor = options?.UniqueFor ?? decorated?.UniqueFor;
        if (retry is null && delay == TimeSpan.Zero && options?.NotBefore is null && within is null && partition is null && uniqueFor is null)
            return null;
        return new WaitPlan
        {
            Retry = retry,
            Delay = delay,
            NotBefore = options?.NotBefore,
            StartWithin = within,
            Partition = partition,
            UniqueFor = uniqueFor,
        };
    }

    /// <summary>Checks what needs no host.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Check(DeferralOptions options)
    {
        if (options.Delay < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), options.Delay, "A deferral's Delay must not be negative.");
        if (options.StartWithin <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(options), options.StartWithin, "A deferral's StartWithin must be above zero; leave it null for no limit.");
        if (options.Retry is not { } retry)
            return;
        if (retry.Attempts is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(options), retry.Attempts, "A deferral's Retry.Attempts, which includes the first one, must be 1 to 1000.");
        if (retry.Backoff < TimeSpan.Zero || retry.Backoff > LongestBackoff || retry.MaxBackoff < TimeSpan.Zero || retry.MaxBackoff > LongestBackoff)
            throw new ArgumentOutOfRangeException(nameof(options), $"{retry.Backoff} and {retry.MaxBackoff}", "A deferral's Retry.Backoff and Retry.MaxBackoff must be 0 s to 24 h.");
    }

    private static RetryPlan? Retry(RetryOptions? options, DecoratedDeferralOptions? decorated, RetrySettings outer)
    {
        var attempts = options?.Attempts ?? decorated?.Attempts ?? outer.Attempts;
        // A pause makes work wait that has only one attempt, too.
        if (attempts == 1 && !outer.PausePool)
            return null;
        return new RetryPlan
        {
            Attempts = attempts,
            Backoff = options?.Backoff ?? decorated?.Backoff ?? outer.Backoff,
            MaxBackoff = options?.MaxBackoff ?? decorated?.MaxBackoff ?? outer.MaxBackoff,
            Jitter = options?.Jitter ?? outer.Jitter,
            PausesPool = outer.PausePool,
            Types = outer.RetryOn,
            When = options?.When,
        };
    }

    private void RequireShort(string option, TimeSpan wait)
    {
        if (wait > settings.MaxDelay)
        {
            throw new ArgumentOutOfRangeException(
                option, wait,
                $"A deferral's {option} must be at most crosstown.deferral.max-delay ({settings.MaxDelay}) ahead: work in memory does not survive a restart. Longer waits need durable work, or a scheduler such as Quartz.");
        }
    }
}
