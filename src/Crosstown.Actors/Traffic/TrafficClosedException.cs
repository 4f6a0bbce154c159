namespace Crosstown.Actors;

/// <summary>Traffic was used after its request's response was over, while the process was draining, or after the actor system had ended.</summary>
public sealed class TrafficClosedException : InvalidOperationException
{
    internal TrafficClosedException(string message, TimeSpan? retryAfter = null) : base(message) => RetryAfter = retryAfter;

    /// <summary>
    /// How long a client should wait before it tries again (<c>crosstown.admission.retry-after</c>), if the process admits nothing more; the web layer answers such a request
    /// with 503. Null if trying again does not help, because the traffic's own request is over.
    /// </summary>
    public TimeSpan? RetryAfter { get; }
}
