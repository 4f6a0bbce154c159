
namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.11: nothing deferred, next to nothing paid.</summary>
public sealed class NothingPaidSpecs
{
    [Fact]
    public async Task A_request_that_defers_nothing_creates_no_actor()
    {
        await using var host = new TrafficHost();
        var requests = Enumerable.Range(0, 100).Select(_ => host.Request()).ToList();
        var one = host.Request();
        one.Defer(() => { });
        await LivingRequestActors.CountAsync(host, 1);
        requests.ForEach(request => request.End());
        one.End();
        await host.SettledAsync();
        await LivingRequestActors.CountAsync(host, 0);
    }

    [Fact]
    public async Task A_request_whose_deferrals_were_all_refused_creates_no_actor()
    {
        await using var host = new TrafficHost("crosstown.admission.capacity = 1");
        var first = host.Request();
        first.Defer(() => { });
        var second = host.Request();
        Assert.Throws<TrafficFullException>(() => second.Defer(() => { }));
        await LivingRequestActors.CountAsync(host, 1);
        Assert.Equal(0, second.Entrance.Close());
        first.End();
        await host.SettledAsync();
    }
}
