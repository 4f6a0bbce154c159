namespace Akka.TestKit.Internal;

/// <summary>What a test actor has received and the test has not yet taken.</summary>
internal sealed class TestMessageQueue
{
    private readonly ArrivalGate _gate = new();

    /// <summary>Guarded by the gate.</summary>
    private readonly Queue<MessageEnvelope> _messages = new();

    public int Count => _gate.Locked(() => _messages.Count);

    public void Enqueue(MessageEnvelope envelope) => _gate.Change(() => _messages.Enqueue(envelope));

    /// <returns>The first message, or null when there is none now.</returns>
    public MessageEnvelope TryTake() => _gate.Locked(() => _messages.TryDequeue(out var first) ? first : null);

    /// <returns>The first message, or null when none came in time.</returns>
    public ValueTask<MessageEnvelope> TakeAsync(bool blocking, TimeSpan timeout, CancellationToken cancellationToken) =>
        FirstAsync(blocking, remove: true, timeout, cancellationToken);

    /// <returns>The first message, which stays in the queue, or null when none came in time.</returns>
    public ValueTask<MessageEnvelope> PeekAsync(bool blocking, TimeSpan timeout, CancellationToken cancellationToken) =>
        FirstAsync(blocking, remove: false, timeout, cancellationToken);

    private async ValueTask<MessageEnvelope> FirstAsync(bool blocking, bool remove, TimeSpan timeout, CancellationToken cancellationToken)
    {
        MessageEnvelope first = null;
        bool Attempt() => remove ? _messages.TryDequeue(out first) : _messages.TryPeek(out first);
        await _gate.WaitAsync(blocking, Attempt, timeout, cancellationToken).ConfigureAwait(false);
        return first;
    }
}
