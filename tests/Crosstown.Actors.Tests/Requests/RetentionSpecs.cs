using System.Runtime.CompilerServices;

namespace Crosstown.Actors.Tests.Requests;

/// <summary>docs/design.md §2.6: a process that is idle keeps nothing of the requests it has served.</summary>
public sealed class RetentionSpecs
{
    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public async Task After_a_request_its_deferrals_can_be_collected_as_garbage(int status)
    {
        await using var host = new TrafficHost();
        var deferrals = DeferThree(host, status);
        await host.SettledAsync();
        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                return !Array.Exists(deferrals, static deferral => deferral.IsAlive);
            },
            "all deferrals are collected");
    }

    /// <summary>Not inlined, so that no local of the test holds one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] DeferThree(TrafficHost host, int status)
    {
        var request = host.Request();
        WeakReference[] deferrals = [new(request.Defer(() => { })), new(request.Defer(() => { })), new(request.Defer(() => { }))];
        request.End(status);
        return deferrals;
    }
}
