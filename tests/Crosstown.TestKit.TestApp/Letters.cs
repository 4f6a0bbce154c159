using Crosstown.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Crosstown.TestKit.TestApp;

/// <summary>A decorated method.</summary>
public static partial class Letters
{
    [CrosstownTraffic(Pool = "letters", Key = "letter-{to}", Timeout = "7s")]
    public static void Send(string to, [FromServices] Calls calls) => calls.Add($"letter to {to}");

    /// <summary>Defers letters from its own running deferral.</summary>
    [CrosstownTraffic]
    public static void SendAll(string[] to, [FromServices] Calls calls)
    {
        foreach (var one in to)
            Send(one);
    }
}
