using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Crosstown.Actors.Pools;

/// <summary>
/// The mail of one worker, and apart from it the messages that a worker tells itself. While the worker waits for a run, its mail is held: it stays here in its order,
/// the worker's own messages pass it, and system messages (a child's failure among them) are handled, since the mailbox is not suspended. An actor that stashed instead
/// would have to put all its mail back after each run, and would be ended in the middle of one by PoisonPill and Kill, which no stash holds.
/// </summary>
internal sealed class WorkerMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _mail = new();
    private readonly ConcurrentQueue<Envelope> _own = new();

    /// <summary>
    /// Written by the worker while it receives, and read by whoever drains the mailbox, which one thread at a time does. The mailbox looks once more for messages on that
    /// thread after it has become idle, so mail that was held is never left behind by the end of the hold.
    /// </summary>
    private bool _held;

    /// <summary>Set once, when the worker has stopped: where its mail goes from then on.</summary>
    private Burial? _burial;

    public bool HasMessages => !_own.IsEmpty || (!Volatile.Read(ref _held) && !_mail.IsEmpty);

    /// <summary>For routers and resizers: mail counts whether it is held or not.</summary>
    public int Count => _mail.Count + _own.Count;

    /// <summary>Mail that no worker has come to yet.</summary>
    public int Waiting => _mail.Count;

    /// <exception cref="ConfigurationException">The worker's mailbox is another one: no mail could be held in that.</exception>
    public static WorkerMessageQueue Of(ActorCell worker)
    {
        var queue = worker.Mailbox?.MessageQueue;
        return queue as WorkerMessageQueue ?? throw new ConfigurationException(
            $"The mailbox of {worker.Self.Path} holds a {queue?.GetType().Name}; a worker of Crosstown needs a {nameof(WorkerMessageQueue)}. " +
            "Remove mailbox from the pool's deployment (akka.actor.deployment), and mailbox-type from your own crosstown.dispatchers.");
    }

    /// <summary>The mail stays where it is until <see cref="Release"/>.</summary>
    public void Hold() => Volatile.Write(ref _held, true);

    public void Release() => Volatile.Write(ref _held, false);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        (envelope.Message is WorkerMessage ? _own : _mail).Enqueue(envelope);
        // Whoever took hold of the mailbox before the worker stopped may come after its mail was buried; Akka.NET's own queues lose such mail without a word.
        // In order: the fence of CleanUp is on all processors, so that this one, paid by every message, needs none.
        if (Volatile.Read(ref _burial) is { } burial)
            Bury(burial);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (!_own.IsEmpty && _own.TryDequeue(out envelope))
            return true;
        if (!Volatile.Read(ref _held))
            return _mail.TryDequeue(out envelope);
        envelope = default;
        return false;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        Release();
        var burial = new Burial(owner, deadletters);
        Volatile.Write(ref _burial, burial);
        // Whoever looked for a burial before this had enqueued before, and that is seen below; whoever looks after it sees this one.
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
