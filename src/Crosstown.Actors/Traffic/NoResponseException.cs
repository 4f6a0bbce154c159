namespace Crosstown.Actors;

/// <summary>Work was deferred without a request, and <c>crosstown.without-request</c> or the option <see cref="DeferralOptions.WithoutRequest"/> is <c>fail</c>.</summary>
public sealed class NoResponseException : InvalidOperationException
{
    internal NoResponseException(string message) : base(message)
    {
    }
}
