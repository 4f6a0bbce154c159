namespace Crosstown.Web;

/// <summary>Sets the moment at which the endpoint's traffic is released: for WebSockets, server-sent events and streams, whose responses end late.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ReleaseTrafficAtAttribute : Attribute
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="release"/> is not a defined value.</exception>
    public ReleaseTrafficAtAttribute(TrafficRelease release)
    {
        if (!Enum.IsDefined(release))
            throw new ArgumentOutOfRangeException(nameof(release), release, "It must be ResponseEnded or ResponseStarted.");
        Release = release;
    }

    /// <summary>The moment at which the traffic is released.</summary>
    public TrafficRelease Release { get; }
}
