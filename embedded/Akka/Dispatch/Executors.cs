namespace Akka.Dispatch;

internal sealed class ThreadPoolExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);
}

internal sealed class ThreadPoolExecutor(string id) : ExecutorService(id)
{
    public override void Execute(IRunnable run) => Queue(run);

    public override void Shutdown()
    {
    }

    /// <summary>Without the caller's execution context: nothing ambient crosses a Tell.</summary>
    internal static void Queue(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
}

internal sealed class SynchronizationContextExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new SynchronizationContextExecutor(id,
        SynchronizationContext.Current ?? throw new InvalidOperationException(
            $"Dispatcher {id} runs on the current synchronization context, but the calling thread has none."));
}

internal sealed class SynchronizationContextExecutor(string id, SynchronizationContext context) : ExecutorService(id)
{
    public override void Execute(IRunnable run)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            Post(run);
            return;
        }
        using (ExecutionContext.SuppressFlow())
            Post(run);
    }

    public override void Shutdown()
    {
    }

    private void Post(IRunnable run) => context.Post(static state => ((IRunnable)state).Run(), run);
}

internal sealed class DedicatedThreadsExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites, DedicatedThreadsSettings settings)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new DedicatedThreads(id, settings);
}

/// <param name="Count">The most threads there are at once; they start as work arrives.</param>
/// <param name="Background">Whether the threads let the process end.</param>
internal sealed record DedicatedThreadsSettings(int Count, bool Background)
{
    internal static readonly DedicatedThreadsSettings Pinned = new(1, Background: true);

    internal static DedicatedThreadsSettings Dedicated(Config config)
    {
        var pool = config.GetConfig("dedicated-thread-pool");
        if (pool == null || pool.IsEmpty)
            throw new ConfigurationException(
                $"{config.GetString("id", "The ForkJoinDispatcher")} has no dedicated-thread-pool section; it must have one with thread-count.");
        var count = pool.GetInt("thread-count", Environment.ProcessorCount * 2);
        if (count <= 0)
            throw new ConfigurationException($"{config.GetString("id", "dispatcher")}.dedicated-thread-pool.thread-count is {count}; it must be 1 or more.");
        return new(count, pool.GetString("threadtype", "background") is not "foreground");
    }

    internal static DedicatedThreadsSettings ForkJoin(Config config)
    {
        var pool = config.GetConfig("fork-join-executor");
        if (pool == null || pool.IsEmpty)
            return new(Scaled(8, 1.0, 64), Background: true);
        if (pool.GetConfig("dedicated-thread-pool") is { IsEmpty: false })
            return Dedicated(pool);
        return new(Scaled(pool.GetInt("parallelism-min", 8), pool.GetDouble("parallelism-factor", 1.0), pool.GetInt("parallelism-max", 64)),
            Background: true);
    }

    private static int Scaled(int min, double factor, int max) =>
        Math.Max(1, Math.Min(Math.Max((int)Math.Ceiling(Environment.ProcessorCount * factor), min), max));
}
