using Akka.Configuration;
using Akka.Dispatch;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Runs an actor on the thread that sends it a message. Only for requests' actors and their supervisors, which is safe because their receives change fields, end pending deferrals of a
/// failed sequence and queue work items, but never send messages to each other in a circle and never block.
/// </summary>
internal sealed class InlineDispatcher : MessageDispatcher
{
    /// <summary>After this many messages Akka.NET's mailbox schedules itself again through the dispatcher, which here is a nested call: a low number could overflow the stack.</summary>
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

/// <summary>The dispatcher's type in reference.conf. All actors share one dispatcher.</summary>
internal sealed class InlineDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly InlineDispatcher _dispatcher;

    public InlineDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new InlineDispatcher(this, config.GetString("id"));

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
