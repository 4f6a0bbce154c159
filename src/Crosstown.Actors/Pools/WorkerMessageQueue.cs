using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The mail of one worker and, in a second queue, the worker's messages to itself. While the worker waits for a run its mail is held: the mail stays here in its order, the
/// worker's own messages are delivered, and system messages (a child's failure among them) are handled, because the mailbox is not suspended. A stash instead would have to be
/// put back after each run, and PoisonPill and Kill, which cannot be stashed, would end the worker in the middle of a run.
/// </summary>
internal sealed class WorkerMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _mail = new();
    private readonly ConcurrentQueue<Envelope> _own = new();

    /// <summary>
    /// Written by the worker while it receives, and read by the thread that runs the mailbox; one thread at a time does. After the mailbox has become idle, that thread checks
    /// for messages once more, so mail is never left behind when the hold ends.
    /// </summary>
    private volatile bool _held;

    /// <summary>Set once, when the worker has stopped: where its mail goes from then on.</summary>
    private volatile Burial? _burial;

    public bool HasMessages => !_own.IsEmpty || (!_held && !_mail.IsEmpty);

    /// <summary>Read by routers and resizers; includes held mail.</summary>
    public int Count => _mail.Count + _own.Count;

    /// <summary>The number of messages that wait to be received, without the worker's own.</summary>
    public int Waiting => _mail.Count;

    /// <summary>The message that has waited longest, without the worker's own; null without one. Thread-safe. .NET's queue then keeps what it hands out until the current segment, of 32 messages at first, is used up.</summary>
    public object? Oldest => _mail.TryPeek(out var envelope) ? envelope.Message : null;

    /// <exception cref="ConfigurationException">The worker has another mailbox type, which cannot hold mail.</exception>
    public static WorkerMessageQueue Of(ActorCell worker)
    {
        var queue = worker.Mailbox?.MessageQueue;
        return queue as WorkerMessageQueue ?? throw new ConfigurationException(
            $"The mailbox of {worker.Self.Path} holds a {queue?.GetType().Name}; a worker of Crosstown needs a {nameof(WorkerMessageQueue)}. " +
            "Remove mailbox from the pool's deployment (akka.actor.deployment), and mailbox-type from your own crosstown.dispatchers.");
    }

    /// <summary>Keeps the mail in the queue until <see cref="Release"/>.</summary>
    public void Hold() => _held = true;

    public void Release() => _held = false;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        (envelope.Message is WorkerMessage ? _own : _mail).Enqueue(envelope);
        // A sender that read the cell's mailbox before the worker stopped may enqueue after CleanUp; Akka.NET's own queues lose such mail without a word. It then moves the mail itself.
        // Safe without a fence here, on the path of every message: CleanUp's barrier covers all processors, so either this thread sees the burial or CleanUp sees the mail.
        if (_burial is { } burial)
            Bury(burial);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (!_own.IsEmpty && _own.TryDequeue(out envelope))
            return true;
        if (!_held)
            return _mail.TryDequeue(out envelope);
        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        Release();
        var burial = new Burial(owner, deadletters);
        _burial = burial;
        // A sender that read no burial before this barrier had enqueued before it, and its mail is moved below. A sender that reads after it sees this burial.
        Interlocked.MemoryBarrierProcessWide();
        Bury(burial);
    }

    private void Bury(Burial burial)
    {
        while (TryDequeue(out var envelope))
            burial.DeadLetters.Enqueue(burial.Owner, envelope);
    }

    private sealed record Burial(IActorRef Owner, IMessageQueue DeadLetters);
}
