namespace Crosstown.Web.Endpoints;

/// <summary>When the endpoint's traffic is released: for WebSockets, server-sent events and streams, whose responses end late.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReleaseTrafficAtAttribute : Attribute
{
    /// <summary>Names the moment.</summary>
    public ReleaseTrafficAtAttribute(TrafficRelease release)
    {
        if (!Enum.IsDefined(release))
            throw new ArgumentOutOfRangeException(nameof(release), release, "It must be ResponseEnded or ResponseStarted.");
        Release = release;
    }

    /// <summary>The moment.</summary>
    public TrafficRelease Release { get; }
}
