namespace Crosstown.Web.Endpoints;

/// <summary>The pool that runs what the endpoint defers, unless a deferral names another.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TrafficPoolAttribute : Attribute
{
    /// <summary>Names a pool that <c>crosstown.pools</c> declares; another name is an error at start-up.</summary>
    public TrafficPoolAttribute(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The pool's name.</summary>
    public string Name { get; }
}
