using Akka.Actor;
using Akka.Routing;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.5: how a pool finds the routee with the fewest deferrals.</summary>
public sealed class RouteeLoadsSpecs
{
    [Fact]
    public void The_routee_picked_always_has_the_fewest_deferrals()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var loads = new RouteeLoads();
            var routees = new List<Routee>();
            var counts = new Dictionary<Routee, int>();
            var taken = new List<RouteeLoad>();
            for (var step = 0; step < 500; step++)
            {
                switch (random.Next(12))
                {
                    case 0:
                        var added = new Probe();
                        routees.Add(added);
                        counts[added] = 0;
                        loads.Update(routees);
                        break;
                    case 1 when routees.Count > 0:
                        var removed = routees[random.Next(routees.Count)];
                        routees.Remove(removed);
                        counts.Remove(removed);
                        loads.Update(routees);
                        break;
                    case < 5 when taken.Count > 0:
                        var left = taken[random.Next(taken.Count)];
                        taken.Remove(left);
                        left.Release();
                        if (counts.TryGetValue(left.Routee, out var count))
                            counts[left.Routee] = count - 1;
                        break;
                    default:
                        var least = loads.Least();
                        var load = loads.Take();
                        Assert.Same(least, load?.Routee);
                        Assert.Equal(routees.Count == 0, load is null);
                        if (load is null)
                            break;
                        Assert.Equal(counts.Values.Min(), counts[load.Routee]++);
                        Assert.Equal(counts[load.Routee], load.Count);
                        taken.Add(load);
                        break;
                }

                Assert.Equal(routees.Count, loads.Size);
                Assert.Equal(counts.Values.Count(static count => count > 1), loads.CountAbove(1));
            }
        }
    }

    [Fact]
    public void Of_several_idle_routees_the_last_to_finish_is_picked()
    {
        var loads = new RouteeLoads();
        loads.Update([.. Enumerable.Range(0, 16).Select(static _ => new Probe())]);
        var one = loads.Take()!;
        var two = loads.Take()!;
        Assert.NotSame(one, two);
        one.Release();
        Assert.Same(one, loads.Take());
        two.Release();
        one.Release();
        Assert.Same(one, loads.Take());
        Assert.Same(two, loads.Take());
    }

    [Fact]
    public void The_least_busy_retire_first_and_none_before_its_last_deferral_has_left_it()
    {
        var loads = new RouteeLoads();
        var probes = Enumerable.Range(0, 4).Select(static _ => new Probe()).ToList();
        loads.Update(probes);
        var busy = new[] { loads.Take()!, loads.Take()!, loads.Take()! };
        loads.Retire(2);
        Assert.Equal(2, loads.Size);
        var idle = probes.Single(probe => busy.All(load => load.Routee != probe));
        Assert.True(idle.IsStopped);
        var waiting = busy.Single(static load => load.IsRetiring);
        Assert.Equal(1, probes.Count(static probe => probe.IsStopped));
        // It gets nothing more, whatever the others have.
        for (var i = 0; i < 20; i++)
            Assert.NotSame(waiting, loads.Take());
        loads.Update(probes);
        Assert.Equal(2, loads.Size);
        waiting.Release();
        Assert.True(((Probe)waiting.Routee).IsStopped);
        loads.Retire(waiting.Routee);
        loads.Retire(new Probe());
        loads.Retire(100);
        Assert.Null(loads.Take());
    }

    [Fact]
    public async Task Routees_taken_and_released_on_many_threads_are_counted()
    {
        var loads = new RouteeLoads();
        var probes = Enumerable.Range(0, 5).Select(static _ => new Probe()).ToList();
        loads.Update(probes);
        await Stress.OnThreadsAsync(4, thread =>
        {
            var random = new Random(thread);
            var mine = new Queue<RouteeLoad>();
            for (var i = 0; i < Stress.Scaled(20_000); i++)
            {
                if (mine.Count < 8 && random.Next(2) == 0)
                    mine.Enqueue(loads.Take()!);
                else if (mine.TryDequeue(out var load))
                    load.Release();
                if (thread == 0 && i % 500 == 0)
                    loads.Update([.. probes, new Probe()]);
            }

            while (mine.TryDequeue(out var load))
                load.Release();
        });
        loads.Update(probes);
        Assert.Equal(0, loads.CountAbove(0));
        Assert.Equal(5, Enumerable.Range(0, 5).Select(_ => loads.Take()).Distinct().Count());
    }

    [Theory]
    // Where nobody has more to do than the threshold one may go; where everybody has, there is one more.
    [InlineData(1, 10, 10, 0, 0, -1), InlineData(1, 10, 5, 10, 0, 1), InlineData(1, 10, 5, 5, 1, -1), InlineData(1, 10, 5, 10, 1, 1), InlineData(1, 5, 5, 10, 0, 0)]
    // However few are busy, one stays.
    [InlineData(0, 10, 1, 0, 0, 0), InlineData(0, 10, 0, 0, 0, 1), InlineData(4, 10, 2, 0, 0, 2), InlineData(0, 4, 6, 12, 0, -2)]
    public void The_pressure_on_a_resizer_is_the_number_of_deferrals_dispatched_and_not_yet_finished(int lower, int upper, int routees, int deferrals, int threshold, int change)
    {
        var loads = new RouteeLoads();
        var probes = Enumerable.Range(0, routees).Select(static _ => new Probe()).ToList();
        loads.Update(probes);
        for (var i = 0; i < deferrals; i++)
            loads.Take();
        var resizer = new LeastBusyResizer(new DefaultResizer(lower, upper, pressureThreshold: threshold, messagesPerResize: 3), loads);
        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(i => resizer.IsTimeForResize(i)));
        Assert.Equal(Math.Max(0, change), resizer.Resize(probes));
        Assert.Equal(routees + Math.Min(0, change), loads.Size);
    }

    private sealed class Probe : Routee
    {
        public bool IsStopped { get; private set; }

        public override void Send(object message, IActorRef sender)
        {
            Assert.IsType<PoisonPill>(message);
            Assert.False(IsStopped);
            IsStopped = true;
        }
    }
}
