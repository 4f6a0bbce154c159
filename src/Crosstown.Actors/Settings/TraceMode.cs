namespace Crosstown.Actors;

/// <summary>How a deferral's span is related to its request's (<c>crosstown.telemetry.trace</c>).</summary>
public enum TraceMode
{
    /// <summary>A child in the request's trace.</summary>
    Parent,

    /// <summary>The root of a trace of its own, with a link to the request's span.</summary>
    Link,
}
