namespace Crosstown.Actors;

/// <summary>Work was deferred without a request where <c>crosstown.without-request</c> is <c>fail</c>.</summary>
public sealed class NoResponseException : InvalidOperationException
{
    internal NoResponseException(string message) : base(message)
    {
    }
}
