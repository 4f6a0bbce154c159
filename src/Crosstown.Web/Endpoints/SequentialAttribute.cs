namespace Crosstown.Web;

/// <summary>Runs the pool work of each request to the endpoint one after another, in the order deferred. Work that running work defers is no part of the sequence.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SequentialAttribute : Attribute
{
    /// <summary>False overrides the setting of the controller or the group.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a failure cancels the deferrals that follow it in the sequence.</summary>
    /// <value>The default is <c>crosstown.sequential.stop-on-failure</c>.</value>
    public bool StopOnFailure
    {
        get => StopsOnFailure ?? false;
        init => StopsOnFailure = value;
    }

    internal bool? StopsOnFailure { get; init; }
}
