namespace Crosstown.Web.Wire;

/// <summary>Event ids 2080 to 2089.</summary>
internal static class WireEventIds
{
    public const int EndpointWired = 2080;
    public const int EndpointHanded = 2081;
    public const int ServerHanded = 2082;
}
