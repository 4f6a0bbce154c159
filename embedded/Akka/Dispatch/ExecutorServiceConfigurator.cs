namespace Akka.Dispatch;

public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites) { }
    public Config Config { get => throw new NotImplementedException(); }
    public IDispatcherPrerequisites Prerequisites { get => throw new NotImplementedException(); }
}
