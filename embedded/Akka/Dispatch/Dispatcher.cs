namespace Akka.Dispatch;

public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorService _executor;
    private readonly bool _onThreadPool;
    /// <summary>1 while a look is scheduled whether anybody still needs the threads.</summary>
    private int _endIsNear;

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
        // Threads of its own end when nobody has used them for the timeout; the next actor starts them again. One look is enough for any
        // number of actors that come and go meanwhile: if somebody is there then, his end brings the next look.
        if (_onThreadPool || Interlocked.Exchange(ref _endIsNear, 1) != 0)
            return;
        try
        {
            Configurator.Prerequisites.Scheduler.Advanced.ScheduleOnce(ShutdownTimeout, EndIfDeserted);
        }
        catch (SchedulerException)
        {
            // The system is at its end, and with it the reason to wait.
            Shutdown();
        }
    }

    private void EndIfDeserted()
    {
        Interlocked.Exchange(ref _endIsNear, 0);
        if (Inhabitants == 0)
            Shutdown();
    }
}
