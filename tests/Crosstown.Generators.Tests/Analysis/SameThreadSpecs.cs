using Crosstown.Generators.CodeFixes;

namespace Crosstown.Generators.Tests.Analysis;

/// <summary>docs/analyzers/CRT0008.</summary>
public sealed class SameThreadSpecs
{
    public static TheoryData<string> Texts =>
    [
        "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { await Task.Delay(n, ct).[|ConfigureAwait(false)|]; n++; } }",
        "class C { void M(ITraffic traffic) => traffic.Defer([CrosstownTraffic(SameThread = true)] async (ct) => { await Task.Delay(1, ct).[|ConfigureAwait(false)|]; await Task.Delay(1, ct).ConfigureAwait(false); }); }",
        "class C { void M(ITraffic traffic) => traffic.Defer(async ct => { var n = await Task.FromResult(1).[|ConfigureAwait(false)|]; await Task.Yield(); }, new() { SameThread = true }); }",
        "class C { void M(ITraffic traffic) => traffic.Defer(new() { SameThread = true }, async ct => { if (await Task.FromResult(true).[|ConfigureAwait(false)|]) return; await Task.Yield(); }); }",
        "class C { void M(ITraffic traffic) => traffic.Defer(async ct => await Task.Delay(1, ct).ConfigureAwait(false), new() { SameThread = true }); }",
        "class C { void M(ITraffic traffic) => traffic.Defer(async ct => { await Task.Delay(1, ct).ConfigureAwait(false); await Task.Yield(); }, new() { SameThread = false }); }",
        "class C { void M(ITraffic traffic) => traffic.Defer(async ct => { await Task.Delay(1, ct).ConfigureAwait(true); await Task.Run(async () => { await Task.Yield(); await Task.Delay(1).ConfigureAwait(false); await Task.Yield(); }); }, new() { SameThread = true }); }",
        "partial class C { [CrosstownTraffic] static async Task M(int n, CancellationToken ct) { await Task.Delay(n, ct).ConfigureAwait(false); n++; } }",
        // The last await of a branch that ends the work; not one in a try, which goes on with its catch or finally, and not one in a branch that more follows.
        "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { if (n > 1) await Task.Delay(n, ct).ConfigureAwait(false); else { await Task.Yield(); await Task.Delay(1, ct).ConfigureAwait(false); } } }",
        "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { if (n > 1) { await Task.Delay(n, ct).[|ConfigureAwait(false)|]; } n++; } }",
        "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { try { await Task.Delay(n, ct).[|ConfigureAwait(false)|]; } catch (TimeoutException) { n++; } } }",
        "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { using (new StringWriter()) { await Task.Delay(n, ct).[|ConfigureAwait(false)|]; } } }",
    ];

    [Theory, MemberData(nameof(Texts))]
    public Task Same_thread_work_that_goes_on_elsewhere_is_reported(string text) => Analyzed.ReportsAsync("CRT0008", text);

    [Fact]
    public async Task ConfigureAwait_is_removed() => Assert.Equal(
        "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { await Task.Delay(n, ct); n++; } }",
        await Analyzed.FixAsync(new RemoveConfigureAwaitFix(), "partial class C { [CrosstownTraffic(SameThread = true)] static async Task M(int n, CancellationToken ct) { await Task.Delay(n, ct).[|ConfigureAwait(false)|]; n++; } }"));
}
