
namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.1: no deferral starts before its response is over.</summary>
public sealed class AfterTheWireSpecs
{
    [Fact]
    public async Task No_deferral_starts_before_the_signal_and_every_one_after_it()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var started = 0;
        var signalled = false;
        var early = 0;
        for (var i = 0; i < 100; i++)
        {
            request.Defer(() =>
            {
                if (!Volatile.Read(ref signalled))
                    Interlocked.Increment(ref early);
                Interlocked.Increment(ref started);
            });
        }

        // Another request's whole life passes by, so that whatever would run by itself has had its chance.
        var other = host.Request();
        var ran = other.Defer(() => { });
        other.End();
        await ran.WaitAsync().WaitAsync(Stress.Patience);
        Assert.Equal(0, Volatile.Read(ref started));

        Volatile.Write(ref signalled, true);
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal(0, early);
        Assert.Equal(100, started);
        Assert.Equal(101, reading.Ran);
    }

    [Fact]
    public async Task A_sealed_request_waits_for_its_signal_because_the_wire_may_not_have_its_last_byte_yet()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => { });
        request.Entrance.Close();
        var other = host.Request();
        var ran = other.Defer(() => { });
        other.End();
        await ran.WaitAsync().WaitAsync(Stress.Patience);
        Assert.Null(deferral.Fate);
        request.End();
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    [Fact]
    public async Task Contemporaneous_requests_that_end_in_the_opposite_order_release_each_its_own()
    {
        await using var host = new TrafficHost();
        var requests = Enumerable.Range(0, 20).Select(_ => host.Request()).ToList();
        var deferrals = requests.Select(request => Enumerable.Range(0, 5).Select(_ => request.Defer(() => { })).ToList()).ToList();
        for (var i = requests.Count - 1; i >= 0; i--)
        {
            requests[i].End();
            foreach (var deferral in deferrals[i])
                Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
            Assert.All(deferrals.Take(i).SelectMany(mine => mine), deferral => Assert.Null(deferral.Fate));
        }

        Assert.Equal(100, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public async Task The_level_that_the_response_had_reached_is_in_the_context()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        ResponseSnapshot? seen = null;
        request.Defer<TrafficContext>((context, _) =>
        {
            seen = context.Request!.Response;
            return Task.CompletedTask;
        });
        request.End(FakeRequest.Snapshot(level: WireLevel.Acked));
        await host.SettledAsync();
        Assert.Equal(WireLevel.Acked, seen!.Level);
    }
}
