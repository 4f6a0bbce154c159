namespace Crosstown.Actors.Deferrals;

/// <summary>How a deferral is tried again, merged from its options, its decorated method or handler, its pool and HOCON's root. Immutable.</summary>
internal sealed class RetryPlan
{
    /// <summary>The most attempts, the first one among them.</summary>
    public required int Attempts { get; init; }

    public required TimeSpan Backoff { get; init; }

    public required TimeSpan MaxBackoff { get; init; }

    public required bool Jitter { get; init; }

    /// <summary>Whether a <see cref="RetryAfterException"/> pauses the whole pool.</summary>
    public required bool PausesPool { get; init; }

    /// <summary>Names of the exception types that are retried, and of their base types: with a dot the full name, else the simple one. Used if there is no predicate.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The application's predicate; null without one.</summary>
    public Func<Exception, bool>? When { get; init; }

    /// <summary>Whether a failure with this exception may be followed by another attempt. A cancellation is not, except one that stands for a timeout, as HttpClient's does.</summary>
    public bool Takes(Exception exception)
    {
        if (exception is OperationCanceledException and not { InnerException: TimeoutException })
            return false;
        if (exception is RetryAfterException)
            return true;
        if (When is not null)
            return AsksFor(exception);
        for (Type? type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (Types.Contains(type.Name, StringComparer.Ordinal) || Types.Contains(type.FullName, StringComparer.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The wait after an attempt: doubled from attempt to attempt up to the limit; with jitter evenly spread over its upper half.</summary>
    /// <param name="attempt">The attempt that has failed, from 1.</param>
    public TimeSpan WaitAfter(int attempt)
    {
        var ticks = Math.Min(MaxBackoff.Ticks, Backoff.Ticks * Math.Pow(2, attempt - 1));
        if (Jitter)
            ticks *= 0.5 + (Random.Shared.NextDouble() / 2);
        return TimeSpan.FromTicks((long)ticks);
    }

    private bool AsksFor(Exception exception)
    {
        try
        {
            return When!(exception);
        }
        catch (Exception)
        {
            // The deferral fails by the attempt's exception, which tells more than that of the predicate.
            return false;
        }
    }
}
