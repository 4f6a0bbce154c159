namespace Akka.TestKit.Internal;

public static class TimeSpanExtensions
{
    public static bool IsUndefined(this TimeSpan? timeSpan) => !timeSpan.HasValue;

    public static bool IsZero(this TimeSpan timeSpan) => timeSpan == TimeSpan.Zero;

    public static bool IsZero(this TimeSpan? timeSpan) => timeSpan.HasValue && timeSpan.Value.IsZero();

    public static bool IsPositiveFinite(this TimeSpan timeSpan) => timeSpan > TimeSpan.Zero;

    public static bool IsPositiveFinite(this TimeSpan? timeSpan) => timeSpan.HasValue && timeSpan.Value.IsPositiveFinite();

    public static bool IsInfinite(this TimeSpan timeSpan) => timeSpan < TimeSpan.Zero;

    public static bool IsInfinite(this TimeSpan? timeSpan) => timeSpan.HasValue && timeSpan.Value.IsInfinite();

    public static bool IsInfiniteTimeout(this TimeSpan timeSpan) => timeSpan == Timeout.InfiniteTimeSpan;

    public static bool IsInfiniteTimeout(this TimeSpan? timeSpan) => timeSpan.HasValue && timeSpan.Value.IsInfiniteTimeout();

    /// <exception cref="ArgumentException">The duration is zero or infinite.</exception>
    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (!timeSpan.IsPositiveFinite())
            throw new ArgumentException($"The duration {timeSpan} must be greater than zero and finite.", parameterName);
    }

    internal static void EnsureIsFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (timeSpan.IsInfinite())
            throw new ArgumentException($"The duration {timeSpan} must be finite.", parameterName);
    }

    /// <returns>The shorter of the two; an infinite duration is longer than any finite one.</returns>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b)
    {
        if (b is not { } other || other.IsInfinite())
            return a;
        return a.IsInfinite() || other < a ? other : a;
    }
}
