namespace Crosstown.Actors;

/// <summary>No slot was free for a deferral, or it was nested too deep.</summary>
public sealed class TrafficFullException : InvalidOperationException
{
    internal TrafficFullException(string message, TimeSpan retryAfter) : base(message) => RetryAfter = retryAfter;

    /// <summary>How long a client should wait before it tries again (<c>crosstown.admission.retry-after</c>).</summary>
    public TimeSpan RetryAfter { get; }
}
