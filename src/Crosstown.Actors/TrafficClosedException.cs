namespace Crosstown.Actors;

/// <summary>Traffic was used after its request's response was over, or while the process drains.</summary>
public sealed class TrafficClosedException : InvalidOperationException
{
    internal TrafficClosedException(string message) : base(message)
    {
    }
}
