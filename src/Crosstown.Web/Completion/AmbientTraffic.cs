namespace Crosstown.Web.Completion;

/// <summary>The traffic of the request that the current code flows from: how a DI factory, which sees no HttpContext, finds it.</summary>
internal static class AmbientTraffic
{
    private static readonly AsyncLocal<RequestTraffic?> Flow = new();

    /// <summary>Still set in code that has outlived its request; such traffic refuses whatever it is given.</summary>
    public static RequestTraffic? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }
}
