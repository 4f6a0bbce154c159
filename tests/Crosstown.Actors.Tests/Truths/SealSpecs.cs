
namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.8: the entrance decides whether a Tell comes before the signal or too late.</summary>
public sealed class SealSpecs
{
    private const int PerPart = 10_000;

    [Fact]
    public async Task In_a_hundred_thousand_races_of_a_Tell_against_the_signal_nothing_is_lost()
    {
        await using var host = new TrafficHost();
        var races = Stress.Scaled(100_000);
        var ran = 0;
        var admitted = 0;
        var refused = 0;
        FakeRequest? request = null;
        // In parts that all fit in: on two cores these threads outrun the pool at times, and a race that is refused a slot is none.
        for (var left = races; left > 0; left -= PerPart)
        {
            await Stress.RaceAsync(3, (thread, meet) =>
            {
                for (var race = 0; race < Math.Min(PerPart, left); race++)
                {
                    if (thread == 0)
                    {
                        Volatile.Write(ref request, host.Request());
                        // Half of the races have an actor before they begin, half start it in the race.
                        if (race % 2 == 0)
                        {
                            request!.Defer(() => Interlocked.Increment(ref ran));
                            Interlocked.Increment(ref admitted);
                        }
                    }

                    meet();
                    if (thread == 0)
                    {
                        request!.End();
                    }
                    else
                    {
                        try
                        {
                            request!.Defer(() => Interlocked.Increment(ref ran));
                            Interlocked.Increment(ref admitted);
                        }
                        catch (TrafficClosedException)
                        {
                            Interlocked.Increment(ref refused);
                        }
                    }

                    meet();
                }
            });
            await host.SettledAsync();
        }

        var reading = await host.SettledAsync();
        Assert.Equal(admitted, ran);
        Assert.Equal((admitted, refused), (reading.Ran, reading.Refused));
        Assert.True(refused > 0 && admitted > races / 2, $"the race was no race: {admitted} admitted, {refused} refused");
        Assert.Equal((0, 0), (host.Ledger.SlotsTaken, host.Ledger.OpenRequests));
    }

    [Fact]
    public async Task A_later_Tell_is_refused_loudly_and_counted()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        request.Defer(() => { });
        request.End();
        var error = Assert.Throws<TrafficClosedException>(() => request.Defer(() => { }));
        Assert.Equal(
            "SealSpecs.A_later_Tell_is_refused_loudly_and_counted was refused: it came after the response of its request was over (POST /campaigns). Work that already runs defers more by its own " +
            "context instead of the request's traffic: traffic.Defer<TrafficContext>((context, ct) => … context.Traffic.Tell(…)), or the TrafficContext of a handler. A handler that starts code " +
            "must await it before it returns.",
            error.Message);
        var reading = await host.SettledAsync();
        Assert.Equal((1L, 1L), (reading.Ran, reading.Refused));
    }

    [Fact]
    public async Task A_signal_comes_once_however_often_it_is_told()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var ran = 0;
        request.Defer(() => Interlocked.Increment(ref ran));
        request.End();
        request.End(500);
        await host.SettledAsync();
        Assert.Equal(1, ran);
    }
}
