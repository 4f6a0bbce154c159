namespace Akka.Dispatch;

public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _dispatcher;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _dispatcher = new(this, DispatcherId, ConfiguredThroughput, ConfiguredDeadline, ConfigureExecutor(), ConfiguredShutdownTimeout);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
