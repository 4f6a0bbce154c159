namespace Crosstown.Actors;

/// <summary>Traffic was used after its request's response was over, while the process drains, or after its actor system has ended.</summary>
public sealed class TrafficClosedException : InvalidOperationException
{
    internal TrafficClosedException(string message, TimeSpan? retryAfter = null) : base(message) => RetryAfter = retryAfter;

    /// <summary>
    /// Where the process admits nothing more: how long a client should wait before it tries again (<c>crosstown.admission.retry-after</c>), and the request is answered
    /// with 503. Null where trying again is of no use: the traffic's own request is over.
    /// </summary>
    public TimeSpan? RetryAfter { get; }
}
