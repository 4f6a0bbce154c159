namespace Akka.Dispatch;

public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) { }
    public override MessageDispatcher Dispatcher() => throw new NotImplementedException();
}
