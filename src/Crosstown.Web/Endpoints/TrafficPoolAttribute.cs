namespace Crosstown.Web;

/// <summary>Names the pool that runs the endpoint's deferrals. The options of a deferral override it. Of this and <see cref="SameThreadAttribute"/> the nearer one counts; both on one method are an error at start-up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class TrafficPoolAttribute : Attribute
{
    /// <param name="name">A pool that <c>crosstown.pools</c> declares. Another name is an error at start-up.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public TrafficPoolAttribute(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The pool's name.</summary>
    public string Name { get; }
}
