namespace Akka.Dispatch;

public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorService _executor;
    private readonly bool _onThreadPool;

    public Dispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout) : base(configurator)
    {
        _executor = executorServiceFactory.Produce(id);
        _onThreadPool = _executor is ThreadPoolExecutor;
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        if (_onThreadPool)
            ThreadPoolExecutor.Queue(run);
        else
            _executor.Execute(run);
    }

    protected override void Shutdown() => _executor.Shutdown();

    private protected override void Deserted()
    {
        // Threads of its own end when nobody has used them for the timeout; the next actor starts them again.
        if (!_onThreadPool)
            Configurator.Prerequisites.Scheduler.Advanced.ScheduleOnce(ShutdownTimeout, () =>
            {
                if (Inhabitants == 0)
                    Shutdown();
            });
    }
}
