using Crosstown.Actors.Accounting;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Accounting;

/// <summary>docs/design.md §2.7: a slot is taken before the response, and given back.</summary>
public sealed class SlotsSpecs
{
    [Fact]
    public async Task Sixty_four_threads_never_take_more_than_the_capacity_and_leak_none()
    {
        const int Capacity = 100;
        await using var host = new TrafficHost($"crosstown.admission.capacity = {Capacity}");
        var most = 0;
        var refused = 0;
        await Stress.RaceAsync(64, (_, meet) =>
        {
            for (var round = 0; round < Stress.Scaled(200); round++)
            {
                // 64 threads want 4 each of 100: all are taken before the barrier, and then they come and go at will.
                var request = host.Request();
                var mine = new List<Deferral>();
                for (var i = 0; i < 4; i++)
                    Try(request, mine);
                meet();
                for (var i = 0; i < 20; i++)
                {
                    Try(request, mine);
                    Try(request, mine);
                    GiveBack(mine, mine.Count / 2);
                }

                GiveBack(mine, mine.Count);
                request.End();
            }
        });
        await host.SettledAsync();
        Assert.Equal(Capacity, most);
        Assert.True(refused > 0);
        Assert.Equal(0, host.Ledger.SlotsTaken);

        void Try(FakeRequest request, List<Deferral> mine)
        {
            try
            {
                mine.Add(request.Defer(() => { }));
                Stress.RaiseTo(ref most, host.Ledger.SlotsTaken);
            }
            catch (TrafficFullException)
            {
                Interlocked.Increment(ref refused);
            }
        }

        static void GiveBack(List<Deferral> mine, int count)
        {
            foreach (var deferral in mine.Take(count))
                deferral.Cancel();
            mine.RemoveRange(0, count);
        }
    }

    [Fact]
    public async Task A_slot_that_is_given_back_goes_to_the_longest_waiting_caller()
    {
        var slots = new Slots(1);
        slots.Take();
        var first = slots.Wait();
        var second = slots.Wait();
        slots.Return();
        await first.Task.WaitAsync(Stress.Patience);
        Assert.False(second.Task.IsCompleted);
        slots.Take();
        slots.StopWaiting(first);
        slots.StopWaiting(second);
    }

    [Fact]
    public async Task A_slot_for_a_caller_that_gave_up_goes_to_the_next_caller()
    {
        var slots = new Slots(1);
        slots.Take();
        var first = slots.Wait();
        var second = slots.Wait();
        slots.Return();
        slots.StopWaiting(first);
        await second.Task.WaitAsync(Stress.Patience);
        slots.StopWaiting(second);
    }

    [Fact]
    public async Task A_wake_up_for_one_who_lacks_another_slot_goes_to_the_next()
    {
        await using var host = new TrafficHost(
            "crosstown.admission { capacity = 2, wait = 10m }\ncrosstown.pools.narrow.capacity = 1", static services => services.AddTrafficHandler<Nothing>());
        var request = host.Request();
        var narrow = request.Tell("x", new DeferralOptions { Pool = "narrow" });
        var wide = request.Tell("x");
        var waitsForBoth = request.TellAsync("x", new DeferralOptions { Pool = "narrow" }).AsTask();
        var waitsForOne = request.TellAsync("x").AsTask();
        wide.Cancel();
        await waitsForOne.WaitAsync(Stress.Patience);
        Assert.False(waitsForBoth.IsCompleted);
        narrow.Cancel();
        (await waitsForOne).Cancel();
        await waitsForBoth.WaitAsync(Stress.Patience);
        request.End();
        await host.SettledAsync();
    }

    [Fact]
    public async Task Whoever_waits_when_the_drain_begins_is_refused_at_once()
    {
        await using var host = new TrafficHost("crosstown.admission { capacity = 1, wait = 10m }", static services => services.AddTrafficHandler<Nothing>());
        var request = host.Request();
        var first = request.Tell("x");
        Task<Deferral>[] waiting = [request.TellAsync("x").AsTask(), request.TellAsync("x").AsTask()];
        var drain = host.Drain.RunAsync(TimeSpan.FromMinutes(1));
        foreach (var refused in waiting)
            await Assert.ThrowsAsync<TrafficClosedException>(() => refused.WaitAsync(Stress.Patience));
        first.Cancel();
        request.End();
        await drain.WaitAsync(Stress.Patience);
    }

    private sealed class Nothing : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
