namespace Akka.Dispatch;

public class Dispatcher : MessageDispatcher
{
    protected override void ExecuteTask(IRunnable run) => throw new NotImplementedException();
    protected override void Shutdown() => throw new NotImplementedException();
    public Dispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout) : base(configurator) { }
}
