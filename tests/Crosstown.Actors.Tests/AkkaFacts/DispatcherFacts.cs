using Akka.Actor;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what Akka.NET's dispatchers do, and Crosstown has an executor of its own for.</summary>
public sealed class DispatcherFacts
{
    /// <summary>It wakes no more threads than there are processors, and one that takes work wakes no other: of blocking work the rest waits, though threads are idle.</summary>
    [Fact]
    public async Task A_fork_join_dispatcher_does_not_start_all_blocking_work_that_it_has_threads_for()
    {
        var most = 2 * Environment.ProcessorCount;
        using var facts = new FactSystem($$"""d { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool { thread-count = {{4 * most}} } }""");
        using var release = new ManualResetEventSlim();
        var running = 0;
        var work = () =>
        {
            Interlocked.Increment(ref running);
            release.Wait(Stress.Patience);
        };
        var actors = Enumerable.Range(0, 4 * most).Select(_ => facts.System.ActorOf(Props.Create(() => new Blocking(work)).WithDispatcher("d"))).ToList();
        // Each has been started, so that their threads sleep.
        await Task.WhenAll(actors.Select(actor => actor.Ask<ActorIdentity>(new Identify(null), Stress.Patience)));
        actors.ForEach(static actor => actor.Tell("block"));
        var all = Eventually.TrueAsync(() => Volatile.Read(ref running) == actors.Count, "all block");
        // That something never happens can only be waited for; what Crosstown needs takes milliseconds.
        Assert.NotSame(all, await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(1))));
        release.Set();
        await all;
    }

    private sealed class Blocking : ReceiveActor
    {
        public Blocking(Action work) => ReceiveAny(_ => work());
    }
}
