using static Akka.Dispatch.RuntimeLimits;

namespace Akka.Dispatch;

public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }
    public IDispatcherPrerequisites Prerequisites { get; }

    public abstract MessageDispatcher Dispatcher();

    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        var executor = Config.GetString("executor", null);
        switch (executor)
        {
            case null or "" or "default-executor" or "thread-pool-executor" or "channel-executor" or "task-executor":
                return new ThreadPoolExecutorConfigurator(Config, Prerequisites);
            case "fork-join-executor":
                return new DedicatedThreadsExecutorConfigurator(Config, Prerequisites, DedicatedThreadsSettings.ForkJoin(Config));
            case "current-context-executor":
                return new SynchronizationContextExecutorConfigurator(Config, Prerequisites);
        }
        var path = $"{Config.GetString("id", "dispatcher")}.executor";
        var type = RuntimeTypes.Find(executor) ?? throw LeftOut(path, executor, "an executor's name or the assembly-qualified type of an ExecutorServiceConfigurator");
        if (!typeof(ExecutorServiceConfigurator).IsAssignableFrom(type))
            throw new ConfigurationException($"{path} is {executor}, which is not an ExecutorServiceConfigurator.");
        return (ExecutorServiceConfigurator)Activator.CreateInstance(type, Config, Prerequisites);
    }

    internal string DispatcherId => Config.GetString("id", null);
    internal int ConfiguredThroughput => Config.GetInt("throughput", 30);
    internal TimeSpan ConfiguredShutdownTimeout => Config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1));

    internal long? ConfiguredDeadline
    {
        get
        {
            var deadline = Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks;
            return deadline > 0 ? deadline : null;
        }
    }
}
