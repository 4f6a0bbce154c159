namespace Crosstown.Web.Endpoints;

/// <summary>The pool work of each request to the endpoint runs one after another, in the order deferred.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SequentialAttribute : Attribute
{
    /// <summary>False takes back what the controller or the group says.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a failure ends the sequence: what is left of it is cancelled. Where it is not set, <c>crosstown.sequential.stop-on-failure</c> says.</summary>
    public bool StopOnFailure
    {
        get => StopsOnFailure ?? false;
        init => StopsOnFailure = value;
    }

    internal bool? StopsOnFailure { get; init; }
}
