namespace Crosstown.Actors.Gates;

/// <summary>The permits of a rate: at most <see cref="RateSettings.Burst"/>, refilled evenly. Times count from any fixed point. Used by one actor.</summary>
internal sealed class TokenBucket(RateSettings rate)
{
    private readonly long _interval = Math.Max(1, rate.Window.Ticks / rate.Permits);

    /// <summary>When the bucket would be full, had nothing more been taken. One instant instead of a count and a time of refill, so no permit is lost to rounding.</summary>
    private long _fullAt = long.MinValue;

    /// <summary>When the next permit is there: in the past or now if there is one.</summary>
    public TimeSpan NextAt(TimeSpan now) => At(now, 1);

    /// <summary>When the permit of the <paramref name="number"/>th deferral from now is there, from 1.</summary>
    public TimeSpan At(TimeSpan now, int number) => TimeSpan.FromTicks(Math.Max(_fullAt, now.Ticks) + ((number - rate.Burst) * _interval));

    /// <summary>Takes the permit that <see cref="NextAt"/> says is there.</summary>
    public void Take(TimeSpan now) => _fullAt = Math.Max(_fullAt, now.Ticks) + _interval;
}
