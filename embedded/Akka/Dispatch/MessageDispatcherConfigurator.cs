namespace Akka.Dispatch;

public abstract class MessageDispatcherConfigurator
{
    protected ExecutorServiceConfigurator ConfigureExecutor() => throw new NotImplementedException();
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) { }
    public Config Config { get => throw new NotImplementedException(); }
    public IDispatcherPrerequisites Prerequisites { get => throw new NotImplementedException(); }
    public abstract MessageDispatcher Dispatcher();
}
