namespace Akka.Actor.Internal;

/// <summary>Messages put aside by an actor; unstashed they go back to the front of its mailbox, in the order they came. Used by its actor alone.</summary>
internal sealed class MailboxStash : IStash
{
    public const int Unlimited = -1;

    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private Queue<Envelope> _stashed = new();

    /// <summary>The envelope stashed last: one envelope may be stashed once.</summary>
    private int _lastEnvelopeId = -1;

    public MailboxStash(ActorCell cell, int capacity)
    {
        _cell = cell;
        _mailbox = cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics
            ?? throw new NotSupportedException($"""
                A deque-based mailbox is required by the stash of {cell.Self}, but it has a {cell.Mailbox.MessageQueue.GetType().Name}.
                An unbounded one is set by a mailbox-type of "{typeof(UnboundedDequeBasedMailbox).FullName}", or by implementing {nameof(IWithUnboundedStash)}.
                """);
        Capacity = capacity;
    }

    public int Capacity { get; }

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool NonEmpty => !IsEmpty;

    public bool IsFull => Capacity > 0 && _stashed.Count >= Capacity;

    /// <exception cref="IllegalActorStateException">The current message is stashed already.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    public void Stash()
    {
        var message = _cell.CurrentMessage;
        if (_cell.CurrentEnvelopeId == _lastEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        if (IsFull)
            throw new StashOverflowException($"Couldn't enqueue message {message} from {_cell.Sender} to stash of {_cell.Self}: it holds {Capacity}");
        _lastEnvelopeId = _cell.CurrentEnvelopeId;
        _stashed.Enqueue(new Envelope(message, _cell.Sender));
    }

    public void Unstash()
    {
        if (_stashed.TryDequeue(out var oldest))
            PutBack(oldest);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    /// <summary>Empties the stash; messages that the predicate refuses are gone.</summary>
    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var envelopes = TakeAll();
        for (var i = envelopes.Length - 1; i >= 0; i--)
        {
            if (predicate(envelopes[i]))
                PutBack(envelopes[i]);
        }
    }

    public IEnumerable<Envelope> ClearStash() => TakeAll();

    /// <summary>Puts the envelopes before those in the stash; one that is there already stays where it is.</summary>
    public void Prepend(IEnumerable<Envelope> envelopes) => _stashed = new Queue<Envelope>(envelopes.Except(_stashed).Concat(_stashed));

    private void PutBack(Envelope envelope)
    {
        // Its first delivery has ended the watch; without this the second would be taken for one that nobody waits for.
        if (envelope.Message is Terminated terminated)
            _cell.TerminatedQueuedFor(terminated.ActorRef, Option<object>.None);
        _mailbox.EnqueueFirst(envelope);
    }

    private Envelope[] TakeAll()
    {
        var envelopes = _stashed.ToArray();
        _stashed.Clear();
        return envelopes;
    }
}
