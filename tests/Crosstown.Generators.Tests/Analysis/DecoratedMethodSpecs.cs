using Crosstown.Generators.CodeFixes;

namespace Crosstown.Generators.Tests.Analysis;

/// <summary>docs/analyzers/CRT0001 to CRT0003.</summary>
public sealed class DecoratedMethodSpecs
{
    public static TheoryData<string> NotDeferrable =>
    [
        "class Calls { [CrosstownTraffic] void [|M|](int n) { } }",
        "class Outer { partial class Calls { [CrosstownTraffic] void [|M|](int n) { } } }",
        "partial class Calls { [CrosstownTraffic] static int [|M|](int n) => n; }",
        "partial class Calls { [CrosstownTraffic] static Task<int> [|M|](int n) => Task.FromResult(n); }",
        "partial class Calls { [CrosstownTraffic] static async void [|M|](int n) => await Task.Yield(); }",
        "partial class Calls { [CrosstownTraffic] static void M(ref int [|n|], out int [|m|], in int [|o|]) { m = n; } }",
        "partial class Calls { [CrosstownTraffic] static void M(Span<int> [|n|], ReadOnlySpan<char> [|m|]) { } }",
        "partial interface ICalls { [CrosstownTraffic] void [|M|](int n); }",
        "abstract partial class Calls { [CrosstownTraffic] protected abstract void [|M|](int n); }",
        "partial struct Calls { [CrosstownTraffic] void [|M|](int n) { } }",
        "file partial class Calls { [CrosstownTraffic] void [|M|](int n) { } }",
        "partial class Calls : ControllerBase { [CrosstownTraffic] public void [|M|](int n, CancellationToken ct) { } }",
        "partial class Calls : Microsoft.AspNetCore.SignalR.Hub { [CrosstownTraffic] public void [|M|](int n, CancellationToken ct) { } }",
        "partial class Calls : Microsoft.AspNetCore.Mvc.RazorPages.PageModel { [CrosstownTraffic] public void [|M|](int n, CancellationToken ct) { } }",
        "partial class Calls { [CrosstownTraffic] void [|M|](int n, CancellationToken ct) { } void M(int n) { } void DeferM(int n) { } }",
        "partial class Calls { int DeferM; [CrosstownTraffic] void [|M|](int n) { } }",
        "[CrosstownTraffic] class [|Calls|] { }",
    ];

    public static TheoryData<string> Deferrable =>
    [
        "partial class Calls { [CrosstownTraffic] static void M(int n, CancellationToken ct) { } }",
        "partial class Calls : ControllerBase { [CrosstownTraffic] static void M(int n, CancellationToken ct) { } }",
        "partial class Calls { [CrosstownTraffic] static void M(int n) { } [CrosstownTraffic] static void N() { } [CrosstownTraffic] static void N(int n, CancellationToken ct) { } }",
        "partial class Outer { private partial record Calls { [CrosstownTraffic] internal Task M(int n) => Task.CompletedTask; } }",
        "class Calls { void M() { [CrosstownTraffic] int Local() => 1; Local(); } int N() => 1; }",
        "[CrosstownTraffic(Pool = \"a\")] class Calls : ITrafficHandler<int> { public Task HandleAsync(int message, TrafficContext context, CancellationToken ct) => Task.CompletedTask; }",
    ];

    [Theory, MemberData(nameof(NotDeferrable))]
    public Task What_cannot_be_deferred_is_an_error(string text) => Analyzed.ReportsAsync("CRT0001", text);

    [Theory, MemberData(nameof(Deferrable))]
    public Task What_can_be_deferred_is_none(string text) => Analyzed.ReportsAsync("CRT0001", text);

    [Theory]
    [InlineData("HttpContext [|c|], HttpRequest [|r|], HttpResponse [|s|], IFormFile [|f|], IFormFileCollection [|g|]")]
    [InlineData("IHeaderDictionary [|h|], IQueryCollection [|q|], IRequestCookieCollection [|c|], IResponseCookies [|s|], ISession [|e|], ConnectionInfo [|i|], HeaderDictionary own")]
    [InlineData("List<HttpContext> [|c|], IFormFile[] [|f|], [FromServices] HttpContext [|h|], HttpContext? [|n|]")]
    [InlineData("(HttpContext, int) [|t|], IReadOnlyDictionary<string, List<HttpRequest>> [|d|], Func<HttpContext, string> f, Action<Stream> a, IObserver<HttpContext> o")]
    [InlineData("Stream [|s|], MemoryStream [|m|], IReadOnlyList<FileStream> [|l|]")]
    [InlineData("Microsoft.AspNetCore.Http.HttpContext [|c|], string s, IFormatProvider p, int[] n")]
    public Task An_object_of_the_request_as_data_is_an_error(string parameters) =>
        Analyzed.ReportsAsync("CRT0002", $"partial class Calls {{ [CrosstownTraffic] static void M({parameters}) {{ }} }}");

    [Theory]
    [InlineData("string n, CancellationToken [|ct|] = default")]
    [InlineData("string n, IFormatProvider? [|p|] = null, [FromServices] Random? [|r|] = null, int data = 3")]
    public Task A_default_value_of_a_service_or_a_token_is_an_error(string parameters) =>
        Analyzed.ReportsAsync("CRT0003", $"partial class Calls {{ [CrosstownTraffic] static void M({parameters}) {{ }} }}");

    [Fact]
    public async Task Types_are_made_partial() =>
        Assert.Equal(
            "/* 1 */ partial class Outer { public static partial class Calls { [CrosstownTraffic] static void M(int n) { } } }",
            await Analyzed.FixAsync(new MakePartialFix(), "/* 1 */ class Outer { public static class Calls { [CrosstownTraffic] static void [|M|](int n) { } } }"));

    [Fact]
    public async Task The_other_errors_of_a_method_have_no_fix()
    {
        const string Text = "partial class Calls { [CrosstownTraffic] static int M(int n) => n; }";
        Assert.Equal(Text, await Analyzed.FixAsync(new MakePartialFix(), Text));
    }

    [Fact]
    public async Task A_default_value_is_removed() =>
        Assert.Equal(
            "partial class Calls { [CrosstownTraffic] static void M(string n, CancellationToken ct) { } }",
            await Analyzed.FixAsync(new RemoveDefaultFix(), "partial class Calls { [CrosstownTraffic] static void M(string n, CancellationToken [|ct|] = default) { } }"));
}
