namespace Crosstown.Actors;

/// <summary>No slot was free for a deferral.</summary>
public sealed class TrafficFullException : InvalidOperationException
{
    internal TrafficFullException(string message) : base(message)
    {
    }
}
