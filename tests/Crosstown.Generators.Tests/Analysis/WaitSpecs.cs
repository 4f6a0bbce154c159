using Crosstown.Generators.CodeFixes;

namespace Crosstown.Generators.Tests.Analysis;

/// <summary>docs/analyzers/CRT0007.</summary>
public sealed class WaitSpecs
{
    public static TheoryData<string> Texts =>
    [
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", async (ICrosstownTraffic traffic) => { var deferral = traffic.Tell(\"a\"); [|await deferral.WaitAsync()|]; }); } }",
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", async (ICrosstownTraffic traffic, CancellationToken ct) => [|await traffic.Defer(() => { }).WaitAsync(ct).ConfigureAwait(false)|]); } }",
        "class E { async Task M(HttpContext context) { var traffic = context.Traffic(); var deferral = await traffic.TellAsync(\"a\"); var fate = [|await deferral.WaitAsync()|]; } }",
        "class E(ICrosstownTraffic traffic) : ControllerBase { async Task M() => [|await traffic.Tell(\"a\").WaitAsync()|]; }",
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", async (ICrosstownTraffic traffic) => [|await traffic.WhenAll(traffic.Tell(\"a\")).Then(_ => { }).WaitAsync()|]); } }",
        // Also where nobody awaits: the call itself throws.
        "class E { void M(HttpContext context) { var task = [|context.Traffic().Tell(\"a\").WaitAsync()|]; } }",
        "class E { void M(HttpContext context) { [|context.Traffic().Tell(\"a\").WaitAsync()|].Wait(); } }",
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", (ICrosstownTraffic traffic) => [|traffic.Tell(\"a\").WaitAsync()|]); } }",
        // The overloads of a decorated method.
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", async () => { var deferral = Calls.PlaceCall(\"1\"); [|await deferral.WaitAsync()|]; }); } }",
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", async (ICrosstownTraffic traffic) => [|await Calls.PlaceCall(traffic, \"1\").WaitAsync()|]); } }",
        // Outside of a request, of a deferral, or not surely within.
        "class E { async Task M(ITraffic traffic) => await traffic.Tell(\"a\").WaitAsync(); }",
        "class E(ICrosstownTraffic traffic) : Microsoft.Extensions.Hosting.BackgroundService { protected override async Task ExecuteAsync(CancellationToken ct) => await traffic.Tell(\"a\").WaitAsync(ct); }",
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", (ICrosstownTraffic traffic) => { var first = traffic.Tell(\"a\"); traffic.Defer(async ct => await first.WaitAsync(ct)); }); } }",
        "class E { async Task M(Deferral deferral, HttpContext context) => await deferral.WaitAsync(); }",
        "class E { void Map(WebApplication app) { app.MapPost(\"/\", async () => { Calls.PlaceCall(\"1\"); await Task.Yield(); }); } }",
        "class E { async Task M() { var deferral = Calls.PlaceCall(\"1\"); await deferral.WaitAsync(); } }",
        "class E { async Task M(ITraffic traffic) { var deferral = Calls.PlaceCall(traffic, \"1\"); await deferral.WaitAsync(); } }",
    ];

    [Theory, MemberData(nameof(Texts))]
    public Task A_handlers_wait_for_its_own_deferral_is_reported(string text) => Analyzed.ReportsAsync(
        "CRT0007", text + " static partial class Calls { [CrosstownTraffic] public static Task PlaceCall(string number, CancellationToken ct) => Task.CompletedTask; }");

    [Theory]
    [InlineData("var d = context.Traffic().Tell(\"a\"); [|await d.WaitAsync()|]; return;", "var d = context.Traffic().Tell(\"a\"); return;")]
    [InlineData("[|await context.Traffic().Tell(\"a\").WaitAsync()|];", "context.Traffic().Tell(\"a\");")]
    [InlineData("var fate = [|await context.Traffic().Tell(\"a\").WaitAsync()|];", "var fate = await context.Traffic().Tell(\"a\").WaitAsync();")]
    public async Task The_wait_is_removed_where_its_result_is_not_used(string before, string after) => Assert.Equal(
        $"class E {{ async Task M(HttpContext context) {{ await Task.Yield(); {after} }} }}",
        await Analyzed.FixAsync(new RemoveWaitFix(), $"class E {{ async Task M(HttpContext context) {{ await Task.Yield(); {before} }} }}"));
}
