using Crosstown.Generators.CodeFixes;

namespace Crosstown.Generators.Tests.Analysis;

/// <summary>docs/analyzers/CRT0005 and CRT0006.</summary>
public sealed class DelegateSpecs
{
    private const string Types = """
        using Microsoft.EntityFrameworkCore;
        class Shop : DbContext;
        record Message(string Text);
        record Bad(string Text, HttpContext Context);
        record Worse : Bad { public Worse(HttpContext c) : base("", c) { } }
        class Computed { public HttpContext? Context => null; public static HttpContext? Shared; }
        class Kept { private readonly Shop _shop = new(); public override string ToString() => _shop.ToString()!; }
        """;

    public static TheoryData<string> Statements =>
    [
        // Objects of the request.
        "traffic.Defer(async ct => await Log([|context|].Request.Path, ct));",
        "traffic.Defer(() => { var path = [|context|].Request.Path; [|context|].Response.Headers[\"a\"] = path.ToString(); });".Replace("[|context|].Response", "context.Response", StringComparison.Ordinal),
        "var request = context.Request; traffic.Defer(new DeferralOptions(), async (ct) => await Log([|request|].Path, ct));",
        "traffic.Defer<Random>(async (random, ct) => { Action later = () => random.Next([|context|].Response.StatusCode); later(); await Task.Yield(); });",
        "async Task Later(CancellationToken ct) => await Log([|context|].Request.Path, ct); traffic.Defer(Later);",
        "context.Traffic().Defer(() => { [|Context|].Abort(); });",
        // Services of the request's scope.
        "traffic.Defer(async ct => await [|shop|].SaveChangesAsync(ct));",
        "traffic.Defer(async ct => await [|_shop|].SaveChangesAsync(ct));",
        "var headers = context.Request.Headers; var connection = context.Connection; traffic.Defer(() => { _ = $\"{[|headers|].Host} {[|connection|].Id}\"; });",
        "traffic.WhenAll(outside.Defer(() => { })).Then(async (set, ct) => await Log([|context|].Request.Path, ct));",
        // Variables of a using.
        "using var file = new StringWriter(); traffic.Defer(() => [|file|].Flush());",
        "using (var file = new StringWriter()) { traffic.Defer(async ct => await [|file|].FlushAsync(ct)); }",
        // A wait in another function does not count.
        "Action one = () => { using var file = new StringWriter(); traffic.Defer(() => [|file|].Flush()); }; Func<Task> other = async () => { var deferral = outside.Defer(() => { }); await deferral.WaitAsync(); };",
        // Nothing of that.
        "using var gate = new ManualResetEventSlim(); using var db = new Shop(); Action later = () => traffic.Defer(() => { gate.Wait(); db.Dispose(); }); later();",
        "var path = context.Request.Path; traffic.Defer(async ct => await Log(path, ct));",
        "traffic.Defer<Shop>(async (shop, ct) => await shop.SaveChangesAsync(ct));",
        "traffic.Defer(() => { HttpContext own = new DefaultHttpContext(); own.Abort(); using var file = new StringWriter(); file.Flush(); _ = nameof(context); });",
        "var file = new StringWriter(); traffic.Defer(() => file.Flush()); var text = \"\"; traffic.Defer(() => { text += \"a\"; });",
        "Task.Run(() => context.Abort()); Action other = () => shop.Dispose();",
        "using var file = new StringWriter(); var deferral = outside.Defer(() => file.Flush()); await deferral.WaitAsync();",
        "using var db = new Shop(); var deferral = outside.Defer(async ct => await db.SaveChangesAsync(ct)); await deferral.WaitAsync();",
    ];

    [Theory, MemberData(nameof(Statements))]
    public Task A_delegate_is_reported_for_what_it_captures_and_is_gone_when_it_runs(string statements) => Analyzed.ReportsAsync("CRT0005", InMethod(statements));

    [Fact]
    public Task A_primary_constructors_parameter_is_captured_too() => Analyzed.ReportsAsync(
        "CRT0005", Types + "class Orders(Shop shop, ICrosstownTraffic traffic) { void M() => traffic.Defer(ct => [|shop|].SaveChangesAsync(ct)); }");

    [Theory]
    [InlineData("traffic.Tell([|new Bad(\"\", context)|]);")]
    [InlineData("object bad = new Bad(\"\", context); traffic.Tell(bad);")]
    [InlineData("var worse = new Worse(context); traffic.TryTell([|worse|], out _); await traffic.TellAsync([|worse|]); traffic.TellTo(null!, [|worse|]);")]
    [InlineData("traffic.Tell([|context|]); traffic.Tell([|new Kept()|]);")]
    [InlineData("traffic.Tell(new Message(context.Request.Path)); traffic.Tell(new Computed()); traffic.Tell(\"text\"); traffic.Tell(new List<int>());")]
    public Task A_message_is_reported_for_members_that_are_gone_when_it_is_handled(string statements) => Analyzed.ReportsAsync("CRT0006", InMethod(statements));

    [Theory]
    [InlineData("async ct => await [|shop|].SaveChangesAsync(ct)", "<Shop>(async (shop, ct) => await shop.SaveChangesAsync(ct))")]
    [InlineData("() => [|shop|].SaveChangesAsync()", "<Shop>((shop, _) => shop.SaveChangesAsync())")]
    [InlineData("[CrosstownTraffic] async (token) => { await [|shop|].SaveChangesAsync(token); await shop.SaveChangesAsync(token); }", "<Shop>([CrosstownTraffic] async (shop, token) => { await shop.SaveChangesAsync(token); await shop.SaveChangesAsync(token); })")]
    public async Task A_captured_service_is_taken_from_the_deferrals_own_scope(string before, string after) =>
        Assert.Contains($"traffic.Defer{after};", await Analyzed.FixAsync(new ServiceFromScopeFix(), InMethod($"traffic.Defer({before});")), StringComparison.Ordinal);

    [Theory]
    [InlineData("traffic.Defer(() => { [|context|].Abort(); });")]
    [InlineData("traffic.Defer(() => [|shop|].Dispose());")]
    [InlineData("traffic.Defer<Random>((random, ct) => [|shop|].SaveChangesAsync(ct));")]
    public async Task Other_captures_have_no_fix(string statements) =>
        Assert.Contains(statements.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), await Analyzed.FixAsync(new ServiceFromScopeFix(), InMethod(statements)), StringComparison.Ordinal);

    private static string InMethod(string statements) => Types + $$"""
        class Endpoint
        {
            private readonly Shop _shop = new();
            private HttpContext Context { get; set; } = null!;
            static Task Log(string path, CancellationToken ct) => Task.CompletedTask;
            async Task HandleAsync(HttpContext context, ICrosstownTraffic traffic, ITraffic outside, Shop shop)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        """;
}
