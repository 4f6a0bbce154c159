namespace Crosstown.Web.Requests;

/// <summary>The traffic of the request in whose flow the current code runs.</summary>
internal static class AmbientTraffic
{
    private static readonly AsyncLocal<InboundTraffic?> Flow = new();

    /// <summary>
    /// Null outside a request, and in code that flows from a request whose response has left. Between the end of a request and that moment its traffic is still found, and refuses:
    /// work of that code must not start before the response has left.
    /// </summary>
    public static InboundTraffic? Current
    {
        get => Flow.Value is { HasLeft: false } traffic ? traffic : null;
        set => Flow.Value = value;
    }

    /// <summary>The traffic of the request from which the current code flows, also when that request is long over.</summary>
    public static InboundTraffic? Origin => Flow.Value;
}
