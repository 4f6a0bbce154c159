namespace Crosstown.Actors;

/// <summary>A deferral was refused: no slot was free, its request had too many outstanding, or running deferrals had deferred too deep or too much.</summary>
public sealed class TrafficFullException : InvalidOperationException
{
    internal TrafficFullException(string message, TimeSpan retryAfter) : base(message) => RetryAfter = retryAfter;

    /// <summary>How long a client should wait before it tries again (<c>crosstown.admission.retry-after</c>).</summary>
    public TimeSpan RetryAfter { get; }
}
