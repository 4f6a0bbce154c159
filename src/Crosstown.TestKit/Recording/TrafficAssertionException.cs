namespace Crosstown.TestKit;

/// <summary>An assertion on traffic has failed. The message says what was expected and lists what there was.</summary>
public sealed class TrafficAssertionException : Exception
{
    internal TrafficAssertionException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
