using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Crosstown.Actors.Pools;

namespace Crosstown.Actors.Tests.Pools;

/// <summary>docs/design.md §2.5: the threads of the pools: deferrals that block start together, up to the limit.</summary>
public sealed class PoolExecutorSpecs
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Sixteen_blocking_deferrals_all_start_at_once()
    {
        await using var host = new TrafficHost();
        for (var round = 0; round < 50; round++)
        {
            using var together = new Barrier(16);
            var met = 0;
            var request = host.Request();
            for (var i = 0; i < 16; i++)
            {
                request.Defer(() =>
                {
                    if (together.SignalAndWait(Stress.Patience))
                        Interlocked.Increment(ref met);
                });
            }

            request.End();
            await host.SettledAsync();
            Assert.Equal(16, met);
        }
    }

    [Fact]
    public async Task Blocking_work_gets_all_threads_and_no_more_whatever_ran_before()
    {
        const int Limit = 8;
        var executor = new PoolExecutor("limit", Limit, Long, Throw);
        var random = new Random(1);
        for (var round = 0; round < Stress.Scaled(300); round++)
        {
            using var together = new Barrier(Limit);
            using var left = new CountdownEvent(Limit);
            for (var i = random.Next(20); i > 0; i--)
                executor.Execute(new Work(static () => { }));
            for (var i = 0; i < Limit; i++)
            {
                executor.Execute(new Work(() =>
                {
                    Assert.True(together.SignalAndWait(Stress.Patience));
                    left.Signal();
                }));
            }

            Assert.True(left.Wait(Stress.Patience));
            Assert.Equal(Limit, executor.Threads);
        }

        await EndAsync(executor);
    }

    [Fact]
    public async Task Work_from_many_threads_runs_once_each_while_threads_fall_asleep_and_end()
    {
        var executor = new PoolExecutor("many", 4, TimeSpan.FromMilliseconds(1), Throw);
        var per = Stress.Scaled(5_000);
        var runs = new int[4 * per];
        await Stress.OnThreadsAsync(4, thread =>
        {
            for (var i = 0; i < per; i++)
            {
                var number = (thread * per) + i;
                executor.Execute(new Work(() => Interlocked.Increment(ref runs[number])));
                if (i % 100 == 0)
                    SpinWait.SpinUntil(() => Volatile.Read(ref runs[number]) == 1, Stress.Patience);
            }
        });
        await Eventually.TrueAsync(() => executor.Threads == 0, "idle threads end");
        Assert.All(runs, static run => Assert.Equal(1, run));
        var again = new TaskCompletionSource();
        executor.Execute(new Work(again.SetResult));
        await again.Task.WaitAsync(Stress.Patience);
        await EndAsync(executor);
    }

    [Fact]
    public async Task Short_work_does_not_wake_every_thread()
    {
        var executor = new PoolExecutor("short", 64, Long, Throw);
        using var left = new CountdownEvent(10_000);
        for (var i = 0; i < 10_000; i++)
            executor.Execute(new Work(() => left.Signal()));
        Assert.True(left.Wait(Stress.Patience));
        Assert.InRange(executor.Threads, 1, 63);
        await EndAsync(executor);
    }

    [Fact]
    public async Task A_thread_is_a_named_background_thread_without_the_context_of_the_first_caller()
    {
        var ambient = new AsyncLocal<string> { Value = "of the caller" };
        var executor = new PoolExecutor("named", 1, Long, Throw);
        var thread = new TaskCompletionSource<(string? Name, bool IsBackground, string? Ambient)>();
        executor.Execute(new Work(() => thread.SetResult((Thread.CurrentThread.Name, Thread.CurrentThread.IsBackground, ambient.Value))));
        Assert.Equal(("named-1", true, null), await thread.Task.WaitAsync(Stress.Patience));
        await EndAsync(executor);
    }

    [Fact]
    public async Task Work_that_throws_is_reported_and_its_thread_goes_on()
    {
        var reported = new ConcurrentQueue<string>();
        var executor = new PoolExecutor("throwing", 1, Long, exception => reported.Enqueue(exception.Message));
        var threads = new ConcurrentQueue<Thread>();
        executor.Execute(new Work(() =>
        {
            threads.Enqueue(Thread.CurrentThread);
            throw new InvalidOperationException("on purpose");
        }));
        executor.Execute(new Work(() => threads.Enqueue(Thread.CurrentThread)));
        await EndAsync(executor);
        Assert.Equal(["on purpose"], reported);
        Assert.Single(threads.Distinct());
        Assert.Equal(2, threads.Count);
    }

    [Fact]
    public async Task Work_queued_before_a_shutdown_runs_and_work_queued_after_it_is_rejected()
    {
        var executor = new PoolExecutor("ending", 2, Long, Throw);
        using var go = new ManualResetEventSlim();
        var ran = 0;
        for (var i = 0; i < 10; i++)
        {
            executor.Execute(new Work(() =>
            {
                go.Wait(Stress.Patience);
                Interlocked.Increment(ref ran);
            }));
        }

        executor.Shutdown();
        Assert.Throws<RejectedExecutionException>(() => executor.Execute(new Work(static () => { })));
        go.Set();
        await Eventually.TrueAsync(() => executor.Threads == 0, "the threads end");
        Assert.Equal(10, ran);
    }

    [Fact]
    public async Task No_thread_outlives_the_actor_system()
    {
        var threads = new ConcurrentDictionary<Thread, bool>();
        await using (var host = new TrafficHost())
        {
            using var together = new Barrier(16);
            var request = host.Request();
            for (var i = 0; i < 16; i++)
            {
                request.Defer(() =>
                {
                    threads.TryAdd(Thread.CurrentThread, true);
                    together.SignalAndWait(Stress.Patience);
                });
            }

            request.End();
            await host.SettledAsync();
        }

        Assert.Equal(16, threads.Count);
        Assert.All(threads.Keys, static thread => Assert.StartsWith("crosstown.dispatchers.pool-", thread.Name, StringComparison.Ordinal));
        await Eventually.TrueAsync(() => threads.Keys.All(static thread => !thread.IsAlive), "all threads have ended");
    }

    [Theory, InlineData("0"), InlineData("1025"), InlineData("many"), InlineData("-1")]
    public void A_thread_count_that_is_not_a_number_in_range_is_an_error(string count) =>
        Assert.Equal(
            $"crosstown.dispatchers.pool.dedicated-thread-pool.thread-count is {count}; it must be 1 to 1024.",
            Assert.Throws<ConfigurationException>(() => CrosstownSettings.Create(ConfigurationFactory.ParseString($"crosstown.dispatchers.pool.dedicated-thread-pool.thread-count = {count}"))).Message);

    [Fact]
    public void A_setting_that_the_executor_does_not_know_is_an_error() =>
        Assert.StartsWith(
            "crosstown.dispatchers.pool.dedicated-thread-pool.threadtype is unknown",
            Assert.Throws<ConfigurationException>(() => CrosstownSettings.Create(ConfigurationFactory.ParseString("crosstown.dispatchers.pool.dedicated-thread-pool.threadtype = foreground"))).Message,
            StringComparison.Ordinal);

    [Theory, InlineData("type = ForkJoinDispatcher, dedicated-thread-pool { threadtype = background }"), InlineData("executor = thread-pool-executor")]
    public async Task Pools_can_run_on_another_dispatcher_of_Akka(string dispatcher)
    {
        await using var host = new TrafficHost($"crosstown.dispatchers.pool {{ {dispatcher} }}");
        var request = host.Request();
        request.Defer(static async () => await Task.Yield());
        request.End();
        Assert.Equal(1, (await host.SettledAsync()).Ran);
    }

    [Fact]
    public void A_dispatcher_of_the_users_own_with_the_executor_is_checked_too()
    {
        using var system = ActorSystem.Create("own", ConfigurationFactory.ParseString(
            """
            akka { loglevel = OFF, stdout-loglevel = OFF }
            mine { type = Dispatcher, executor = "Crosstown.Actors.Pools.PoolExecutorConfigurator, Crosstown.Actors", dedicated-thread-pool { thread-count = 0 } }
            """));
        Assert.Contains("mine.dedicated-thread-pool.thread-count is 0; it must be 1 to 1024.", Record.Exception(() => system.Dispatchers.Lookup("mine")).ToString(), StringComparison.Ordinal);
    }

    private static void Throw(Exception exception) => throw new InvalidOperationException("Work has thrown.", exception);

    private static async Task EndAsync(PoolExecutor executor)
    {
        executor.Shutdown();
        await Eventually.TrueAsync(() => executor.Threads == 0, "the threads end");
    }

    private sealed class Work(Action work) : IRunnable
    {
        public void Run() => work();

        public void Execute() => work();
    }
}
