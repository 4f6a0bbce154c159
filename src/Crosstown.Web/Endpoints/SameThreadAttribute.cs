namespace Crosstown.Web;

/// <summary>Runs the endpoint's deferrals on the request's same-thread lane: in order, one at a time, on one dedicated thread. The options of a deferral override it. Of this and <see cref="TrafficPoolAttribute"/> the nearer one counts; both on one method are an error at start-up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SameThreadAttribute : Attribute
{
    /// <summary>False overrides the setting of the controller or the group.</summary>
    /// <value>The default is true.</value>
    public bool Enabled { get; init; } = true;
}
