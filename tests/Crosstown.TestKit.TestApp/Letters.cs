using Crosstown.Actors;
using Microsoft.AspNetCore.Mvc;

namespace Crosstown.TestKit.TestApp;

/// <summary>A decorated method.</summary>
public static partial class Letters
{
    [CrosstownTraffic(Pool = "letters", Key = "letter-{to}", Timeout = "7s")]
    public static void Send(string to, [FromServices] Calls calls) => calls.Add($"letter to {to}");
}
