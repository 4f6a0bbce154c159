using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc;

namespace Crosstown.Web.Tests.Requests;

/// <summary>A decorated method, deferred by the overload that the generator adds.</summary>
internal static partial class Notes
{
    [CrosstownTraffic(NoGo = ["!404"])]
    public static void Note(string text, [FromServices] ConcurrentQueue<string> notes, TrafficContext context) => notes.Enqueue($"{text} after {context.Request?.Response.StatusCode}");
}
