namespace Akka.Dispatch;

public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }
    public IDispatcherPrerequisites Prerequisites { get; }
}
