using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Tests.Harness;

namespace Crosstown.Actors.Tests.Admission;

/// <summary>DESIGN §2.7: a slot is taken before the response, and given back.</summary>
public sealed class SlotsSpecs
{
    [Fact]
    public async Task Sixty_four_threads_never_take_more_than_the_capacity_and_leak_none()
    {
        const int Capacity = 100;
        var slots = new Slots(Capacity);
        var holders = 0;
        var most = 0;
        var refused = 0;
        await Stress.RaceAsync(64, (_, meet) =>
        {
            for (var round = 0; round < Stress.Scaled(200); round++)
            {
                var mine = 0;
                meet();
                // 64 threads want 4 each of 100: all are taken before the barrier, and then they come and go at will.
                for (var i = 0; i < 4; i++)
                    Try(ref mine);
                if (round % 2 == 0)
                    meet();
                for (var i = 0; i < 100; i++)
                {
                    GiveBack(ref mine, mine / 2);
                    Try(ref mine);
                }

                GiveBack(ref mine, mine);
            }
        });

        Assert.Equal(Capacity, most);
        Assert.True(refused > 0);
        Assert.Equal(0, slots.Taken);

        void Try(ref int mine)
        {
            if (!slots.TryTake())
            {
                Interlocked.Increment(ref refused);
                return;
            }

            mine++;
            Stress.RaiseTo(ref most, Interlocked.Increment(ref holders));
        }

        void GiveBack(ref int mine, int count)
        {
            for (; count > 0; count--, mine--)
            {
                Interlocked.Decrement(ref holders);
                slots.Release();
            }
        }
    }

    [Fact]
    public async Task A_slot_given_back_wakes_the_one_who_has_waited_longest()
    {
        var slots = new Slots(1);
        Assert.True(slots.TryTake());
        var first = slots.Queue();
        var second = slots.Queue();
        slots.Release();
        await first.Value.Task.WaitAsync(Stress.Patience);
        Assert.False(second.Value.Task.IsCompleted);
        slots.Leave(first, served: true);
        slots.Leave(second, served: false);
    }

    [Fact]
    public async Task A_wake_up_for_one_who_gave_up_goes_to_the_next()
    {
        var slots = new Slots(1);
        Assert.True(slots.TryTake());
        var first = slots.Queue();
        var second = slots.Queue();
        slots.Release();
        slots.Leave(first, served: false);
        await second.Value.Task.WaitAsync(Stress.Patience);
        slots.Leave(second, served: true);
    }
}
