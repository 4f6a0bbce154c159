using System.Net;

namespace Crosstown.Actors;

/// <summary>
/// Thrown by deferred work that is to be tried again after a wait that the other side has named, such as a provider that answers 429 with <c>Retry-After</c>. It takes the place of the
/// backoff. With <c>retry.pause-pool = on</c> the whole pool starts nothing for that long, and such a failure uses up no attempt while the pool is paused, or as long as other work of the pool succeeds.
/// </summary>
public sealed class RetryAfterException : Exception
{
    /// <summary>The longest wait. One that is longer is shortened to it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <param name="delay">The wait before the next attempt. Negative is zero.</param>
    /// <param name="message">Why; null for a text with the wait.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public RetryAfterException(TimeSpan delay, string? message = null, Exception? innerException = null)
        : base(message ?? $"To be tried again after {Bounded(delay)}.", innerException) => Delay = Bounded(delay);

    /// <summary>The wait before the next attempt.</summary>
    /// <value>0 s to 24 h.</value>
    public TimeSpan Delay { get; }

    /// <summary>The exception for a response that names a wait: one with the header <c>Retry-After</c>, in seconds or as a date, and a status of 429, 503 or any other that is no success.</summary>
    /// <param name="response">The response.</param>
    /// <param name="clock">By which a date is turned into a wait; null for the system's.</param>
    /// <param name="otherwise">The wait for a 429 or a 503 without the header; null for the deferral's backoff.</param>
    /// <returns>Null for a success, and for a response that names no wait.</returns>
    public static RetryAfterException? From(HttpResponseMessage response, TimeProvider? clock = null, TimeSpan? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.IsSuccessStatusCode)
            return null;
        var delay = response.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } => date - (clock ?? TimeProvider.System).GetUtcNow(),
            _ => response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? otherwise : null,
        };
        return delay is { } named ? new RetryAfterException(named, $"{(int)response.StatusCode} {response.ReasonPhrase}: to be tried again after {Bounded(named)}.") : null;
    }

    /// <summary>Throws <see cref="From"/>'s exception, if there is one. To be called before <see cref="HttpResponseMessage.EnsureSuccessStatusCode"/>.</summary>
    /// <inheritdoc cref="From"/>
    public static void ThrowIfAsked(HttpResponseMessage response, TimeProvider? clock = null, TimeSpan? otherwise = null)
    {
        if (From(response, clock, otherwise) is { } exception)
            throw exception;
    }

    private static TimeSpan Bounded(TimeSpan delay) => delay < TimeSpan.Zero ? TimeSpan.Zero : delay > Longest ? Longest : delay;
}
