using Crosstown.Actors.Traffic;

namespace Crosstown.Web.Requests;

/// <summary>The traffic of one piece of inbound work that the server handles, such as a request.</summary>
internal abstract class InboundTraffic(TrafficParts parts) : TrafficVerbs(parts), ICrosstownTraffic
{
    /// <summary>Whether the inbound work is over and its response has left, so that code that still flows from it is no part of it any more.</summary>
    public abstract bool HasLeft { get; }
}
