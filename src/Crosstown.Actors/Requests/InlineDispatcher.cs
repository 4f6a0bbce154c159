using Akka.Configuration;
using Akka.Dispatch;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Runs an actor on the thread that tells it something. For requests' actors and their supervisors alone: they only change fields when they are told something, never tell
/// each other in a circle, and never wait.
/// </summary>
internal sealed class InlineDispatcher : MessageDispatcher
{
    /// <summary>Akka.NET's mailbox runs again through this dispatcher when it has done as many messages, one call deeper on the stack each time.</summary>
    private const int MessagesPerRun = 1_000_000;

    public InlineDispatcher(MessageDispatcherConfigurator configurator, string id)
        : base(configurator)
    {
        Id = id;
        Throughput = MessagesPerRun;
        ThroughputDeadlineTime = null;
    }

    protected override void ExecuteTask(IRunnable run) => run.Run();

    protected override void Shutdown()
    {
    }
}

/// <summary>Named in reference.conf.</summary>
internal sealed class InlineDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly InlineDispatcher _dispatcher;

    public InlineDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new InlineDispatcher(this, config.GetString("id"));

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
