using System.Runtime.CompilerServices;

namespace Akka.Dispatch;

/// <summary>
/// The user messages. The plain mailbox keeps the first few in places of its own and the rest in a queue that most actors never need; another kind of mailbox
/// brings a queue.
/// <para>
/// A sender of the plain one adds itself to the count, which gives it its place, and then fills that; the running thread waits for a place that is given
/// but not yet filled. When all are taken the running thread sets the count to 0, with the same compare-exchange that makes the mailbox idle: it fails if a sender
/// was given a place meanwhile, so no sender still fills a place when that is given again.
/// </para>
/// </summary>
public partial class Mailbox
{
    /// <summary>What one message adds to <see cref="_word"/>.</summary>
    private const long OneMessage = 1 << StateBits;
    /// <summary>Enough for most actors that are made in numbers, and for one that is idle when most of its messages come.</summary>
    private const int OwnPlaces = 2;

    /// <summary>Null for the plain one. Of another kind, once that has closed: the dead letters', for refs to dead actors are kept long, their queues are not.</summary>
    private volatile IMessageQueue _queue;
    /// <summary>What finds no place of the mailbox's own; null until then.</summary>
    private UnboundedMessageQueue _overflow;
    private Places _places;
    /// <summary>How many of the count were taken; the running thread's.</summary>
    private long _taken;

    public IMessageQueue MessageQueue => IsClosed ? DeadLetters : _queue ?? new PlainQueue(this);

    /// <summary>Any thread; exact only while nobody sends or handles.</summary>
    internal int Count
    {
        get
        {
            if (_queue is { } queue)
                return queue.Count;
            var word = Volatile.Read(ref _word);
            return (word & Closed) != 0 ? 0 : (int)Math.Clamp((word >> StateBits) - Volatile.Read(ref _taken), 0, int.MaxValue);
        }
    }

    /// <summary>
    /// Any thread, by one look at each word, for routers that look at every routee for every message: 0 for one that is idle, with no message but one that comes this instant, and
    /// that nothing holds back; the <see cref="Count"/>, where that is all there is to say; negative where a closer look is needed.
    /// </summary>
    internal long RoutingLoad
    {
        get
        {
            var word = Volatile.Read(ref _word);
            if ((word & States) == Idle && _suspensions == 0)
                return 0;
            if ((word & Closed) != 0 || IsSuspended)
                return -1;
            // A queue of another kind counts for itself: then this is 0, too.
            var count = (word >> StateBits) - Volatile.Read(ref _taken);
            return count > 0 ? count : -1;
        }
    }

    /// <summary>As <see cref="Count"/>; on the running thread, whether there is something to take.</summary>
    internal bool HasMessages => _queue is { } queue ? queue.HasMessages : !IsClosed && MoreAreCounted;

    private bool MoreAreCounted => Volatile.Read(ref _word) >> StateBits > Volatile.Read(ref _taken);

    private IMessageQueue DeadLetters => _cell.SystemImpl.Mailboxes.DeadLetterMailbox.MessageQueue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Post(object message, IActorRef sender)
    {
        if (_queue is { } queue)
        {
            PostElsewhere(queue, new Envelope(message, sender));
            return;
        }
        var word = Interlocked.Add(ref _word, OneMessage) - OneMessage;
        if ((word & Closed) != 0)
        {
            PostLate(message, sender);
            return;
        }
        Place(word >> StateBits, message, sender);
        // Scheduled: the run sees our count before it goes idle. Suspended: so does the run that resumes it, for it was not scheduled yet.
        if ((word & Scheduled) == 0 && Volatile.Read(ref _suspensions) == 0)
            ScheduleIfIdle();
    }

    public virtual void CleanUp()
    {
        if (_queue is not { } queue)
            return;
        Drain(queue);
        _queue = DeadLetters;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(long at, object message, IActorRef sender)
    {
        if (at >= OwnPlaces)
        {
            (Volatile.Read(ref _overflow) ?? MakeOverflow()).Add(message, sender);
            return;
        }
        ref var place = ref _places[(int)at];
        place.Sender = sender;
        Volatile.Write(ref place.Message, message);
    }

    private UnboundedMessageQueue MakeOverflow()
    {
        var mine = new UnboundedMessageQueue();
        return Interlocked.CompareExchange(ref _overflow, mine, null) ?? mine;
    }

    /// <summary>The running thread's.</summary>
    private bool TryTake(out Envelope envelope)
    {
        var taken = _taken;
        if (taken >= OwnPlaces)
            return TryTakeOverflow(out envelope);
        ref var place = ref _places[(int)taken];
        var message = Volatile.Read(ref place.Message);
        if (message == null)
        {
            if (!MoreAreCounted)
            {
                envelope = default;
                return false;
            }
            // Its sender is between the count and the place, a few instructions away.
            var spin = new SpinWait();
            while ((message = Volatile.Read(ref place.Message)) == null)
                spin.SpinOnce();
        }
        envelope = new Envelope(message, place.Sender);
        place = default;
        _taken = taken + 1;
        return true;
    }

    private bool TryTakeOverflow(out Envelope envelope)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref _overflow) is not { } overflow || !overflow.TryDequeue(out envelope))
        {
            if (!MoreAreCounted)
            {
                envelope = default;
                return false;
            }
            spin.SpinOnce();
        }
        _taken++;
        return true;
    }

    private void GoIdle()
    {
        var taken = _taken;
        var allTaken = (taken << StateBits) + Scheduled;
        if (Volatile.Read(ref _word) == allTaken)
        {
            // Before the exchange: after it another thread may run the mailbox.
            _taken = 0;
            if (Interlocked.CompareExchange(ref _word, Idle, allTaken) == allTaken)
            {
                // A system message that came between our last look and the exchange saw us scheduled and left the wake-up to us; so did a message in another kind of queue.
                if (HasSystemMessages || (_queue != null && _suspensions == 0 && HasMessages))
                    ScheduleIfIdle();
                return;
            }
            _taken = taken;
        }
        // A full fence: what follows must not be read before it.
        Interlocked.And(ref _word, ~Scheduled);
        if (HasSystemMessages || (_suspensions == 0 && HasMessages))
            ScheduleIfIdle();
    }

    /// <param name="count">All that were counted when the mailbox closed; whoever is counted later sees that it has.</param>
    private void DrainPlaces(long count)
    {
        while (_taken < count)
        {
            // One that is counted is taken, even if that means to wait for its sender.
            if (TryTake(out var envelope))
                PostLate(envelope);
        }
        _overflow = null;
    }

    private void PostElsewhere(IMessageQueue queue, Envelope envelope)
    {
        queue.Enqueue(_cell.Self, envelope);
        // The queue may be anyone's: the message must be visible before we look whether a run is going on.
        Interlocked.MemoryBarrier();
        if (IsClosed)
            Drain(queue);
        else if (Volatile.Read(ref _suspensions) == 0)
            ScheduleIfIdle();
    }

    private void PostLate(object message, IActorRef sender) => PostLate(new Envelope(message, sender));

    private void PostLate(Envelope envelope) => DeadLetters.Enqueue(_cell.Self, envelope);

    private void Drain(IMessageQueue queue)
    {
        // A late producer drains the queue that it found, maybe at the same time as the actor's last run.
        lock (this)
            queue.CleanUp(_cell.Self, DeadLetters);
    }

    [InlineArray(OwnPlaces)]
    private struct Places
    {
        private MessageSlot _first;
    }

    /// <summary>The plain mailbox's messages as the queue that they would be in.</summary>
    private sealed class PlainQueue(Mailbox mailbox) : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        public bool HasMessages => mailbox.HasMessages;
        public int Count => mailbox.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope) => mailbox.Post(envelope.Message, envelope.Sender);

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            // Closed, senders still count themselves, but give nothing that could be waited for.
            return !mailbox.IsClosed && mailbox.TryTake(out envelope);
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out var envelope))
                deadletters.Enqueue(owner, envelope);
        }
    }
}
