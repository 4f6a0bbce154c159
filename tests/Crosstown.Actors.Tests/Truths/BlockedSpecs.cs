using System.Collections.Concurrent;
using Crosstown.Actors.Pools;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.5: code that blocks on its own asynchronous work does not stop a pool or a lane for good.</summary>
public sealed class BlockedSpecs
{
    private const string RoundRobin = "akka.actor.deployment./crosstown/pools/default { router = round-robin-pool, nr-of-instances = 16 }";

    [Theory]
    [InlineData(16, false), InlineData(32, false), InlineData(1, true), InlineData(4, true)]
    public async Task Work_that_blocks_on_its_own_asynchronous_call_ends_and_the_next_runs(int count, bool sameThread)
    {
        await using var host = new TrafficHost(RoundRobin, services => services.AddTrafficHandler<Mailer>());
        var options = new DeferralOptions { SameThread = sameThread };
        var request = host.Request();
        for (var i = 0; i < count; i++)
            request.Tell(new Mail(), options);
        request.End();
        Assert.Equal(count, (await host.SettledAsync()).Ran);

        var threads = new ConcurrentQueue<int>();
        var other = host.Request();
        var innocent = other.Defer(
            async () =>
            {
                threads.Enqueue(Environment.CurrentManagedThreadId);
                await Task.Delay(1);
                threads.Enqueue(Environment.CurrentManagedThreadId);
            },
            options);
        other.End();
        Assert.Equal(Fate.Ran, await innocent.WaitAsync().WaitAsync(Stress.Patience));
        // The lane is itself again.
        if (sameThread)
            Assert.Single(threads.Distinct());
        await host.SettledAsync();
        await Eventually.TrueAsync(() => !host.Services.GetRequiredService<LateContinuations>().IsArmed, "no timer is left when nothing waits");
    }

    [Fact]
    public async Task Continuations_posted_to_a_blocked_lane_run_once_each_without_the_context_of_the_poster()
    {
        await using var host = new TrafficHost();
        var local = new AsyncLocal<string?>();
        for (var round = 0; round < 10; round++)
        {
            using var blocked = new ManualResetEventSlim();
            using var go = new ManualResetEventSlim();
            SynchronizationContext? context = null;
            var request = host.Request();
            var deferral = request.Defer(
                () =>
                {
                    context = SynchronizationContext.Current;
                    blocked.Set();
                    go.Wait(Stress.Patience);
                    return Task.CompletedTask;
                },
                new DeferralOptions { SameThread = true });
            request.End();
            Assert.True(blocked.Wait(Stress.Patience));
            const int Count = 200;
            var runs = new int[Count];
            var leaks = 0;
            local.Value = "the poster's";
            for (var i = 0; i < Count; i++)
            {
                var number = i;
                context!.Post(
                    _ =>
                    {
                        if (local.Value is not null)
                            Interlocked.Increment(ref leaks);
                        // Some find the lane free again, and race with it for the rest.
                        if (Interlocked.Increment(ref runs[number]) == 1 && number == Count / 2)
                            go.Set();
                    },
                    null);
            }

            local.Value = null;
            await Eventually.TrueAsync(() => runs.All(static run => run > 0), "all have run");
            Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
            // Behind every place that they were offered on the lane.
            var last = host.Request();
            last.Defer(() => { }, new DeferralOptions { SameThread = true });
            last.End();
            await host.SettledAsync();
            Assert.All(runs, static run => Assert.Equal(1, run));
            Assert.Equal(0, leaks);
        }
    }

    [Fact]
    public async Task What_blocked_its_lane_and_awaits_afterwards_comes_back_to_it()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<Mailer>());
        var threads = new ConcurrentQueue<int>();
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = host.Request();
        request.Defer(
            async () =>
            {
                threads.Enqueue(Environment.CurrentManagedThreadId);
                Mailer.Send();
                sent.SetResult();
                await go.Task;
                threads.Enqueue(Environment.CurrentManagedThreadId);
            },
            new DeferralOptions { SameThread = true });
        request.End();
        await sent.Task.WaitAsync(Stress.Patience);
        // The lane is at rest once nothing that was posted to it is looked after any more.
        await Eventually.TrueAsync(() => !host.Services.GetRequiredService<LateContinuations>().IsArmed, "it waits");
        go.SetResult();
        Assert.Equal(1, (await host.SettledAsync()).Ran);
        Assert.Single(threads.Distinct());
    }

    private sealed record Mail;

    private sealed class Mailer : ITrafficHandler<Mail>
    {
        public Task HandleAsync(Mail message, TrafficContext context, CancellationToken cancellationToken)
        {
            Send();
            return Task.CompletedTask;
        }

        /// <summary>A synchronous wrapper over an asynchronous client, harmless in an ASP.NET Core handler.</summary>
        public static void Send() => SendAsync().GetAwaiter().GetResult();

        private static async Task SendAsync()
        {
            await Task.Delay(20);
            await Task.Yield();
            await Task.Yield();
        }
    }
}
