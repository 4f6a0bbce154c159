namespace Crosstown.Web.Endpoints;

/// <summary>What the endpoint defers runs on the request's same-thread lane: in order, one at a time, on one dedicated thread. A deferral may say otherwise.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SameThreadAttribute : Attribute
{
    /// <summary>False takes back what the controller or the group says.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; init; } = true;
}
