namespace Crosstown.Web.Requests;

/// <summary>The traffic of the request in whose flow the current code runs. A DI factory, which sees no HttpContext, finds it here.</summary>
internal static class AmbientTraffic
{
    private static readonly AsyncLocal<RequestTraffic?> Flow = new();

    /// <summary>Remains set in code that outlives its request. The traffic of a request that is over refuses every deferral.</summary>
    public static RequestTraffic? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }
}
