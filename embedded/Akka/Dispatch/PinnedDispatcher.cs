namespace Akka.Dispatch;

/// <summary>One actor, one thread of its own, which ends with the actor.</summary>
public sealed class PinnedDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
    ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
    : Dispatcher(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
{
    private protected override void Deserted() => Shutdown();
}
