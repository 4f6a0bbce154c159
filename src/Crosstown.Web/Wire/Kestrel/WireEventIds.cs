namespace Crosstown.Web.Wire.Kestrel;

/// <summary>The event ids of the wire's log entries, 2080 to 2089. Never reused.</summary>
internal static class WireEventIds
{
    public const int EndpointWired = 2080;
    public const int EndpointHanded = 2081;
    public const int ServerHanded = 2082;
}
