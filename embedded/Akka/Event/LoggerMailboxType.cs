using System.Collections.Concurrent;

namespace Akka.Event;

/// <summary>A logger's mailbox: what it still holds when the logger stops is printed, unless stdout-loglevel is OFF.</summary>
internal sealed class LoggerMailboxType(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<LoggerMessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LoggerMessageQueue(Settings);
}

internal sealed class LoggerMessageQueue(Settings settings) : IMessageQueue, IUnboundedMessageQueueSemantics, ILoggerMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _queue = new();

    public bool HasMessages => !_queue.IsEmpty;

    public int Count => _queue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(envelope);

    public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        var least = Logging.LogLevelFor(settings.StdoutLogLevel) == Logging.Off ? Logging.Off : Logging.LogLevelFor(settings.LogLevel);
        while (_queue.TryDequeue(out var envelope))
        {
            if (envelope.Message is LogEvent logEvent && logEvent.LogLevel() >= least)
                settings.StdoutLogger.Tell(logEvent);
        }
    }
}
