namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>
    /// Takes messages as long as the filter returns something for them, and returns what it returned. The message it returned
    /// nothing for stays in the queue, as the next one to be received.
    /// </summary>
    /// <param name="max">In all, dilated; the default is what is left of a Within block, or akka.test.single-expect-default.</param>
    /// <param name="idle">Between two messages; the default is no limit of its own.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Result(Collect(true, Keep(filter), max, idle, msgs, cancellationToken));

    public IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhile(max, null, filter, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        ReceiveWhile(max, idle, filter, msgs, cancellationToken);

    /// <summary>Takes messages as long as they are of the type and fulfil the predicate; the first that does not stays in the queue.</summary>
    /// <param name="shouldIgnoreOtherMessageTypes">Messages of other types are dropped, instead of ending it.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        Result(Collect(true, Keep(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, cancellationToken));

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        Each(token => Collect(false, Keep(filter), max, idle, msgs, token), cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(max, null, filter, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        ReceiveWhileAsync(max, idle, filter, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue,
        TimeSpan? max = null,
        TimeSpan? idle = null,
        int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true,
        CancellationToken cancellationToken = default) =>
        Each(token => Collect(false, Keep(shouldContinue, shouldIgnoreOtherMessageTypes), max, idle, msgs, token), cancellationToken);

    private static Func<object, (bool Continue, bool Keep, T Value)> Keep<T>(Func<object, T> filter) => message =>
    {
        var value = filter(message);
        var wanted = !EqualityComparer<T>.Default.Equals(value, default);
        return (wanted, wanted, value);
    };

    private static Func<object, (bool Continue, bool Keep, T Value)> Keep<T>(Predicate<T> shouldContinue, bool ignoreOthers) => message =>
    {
        if (message is not T typed)
            return (ignoreOthers, false, default);
        var wanted = shouldContinue(typed);
        return (wanted, wanted, typed);
    };

    private async ValueTask<IReadOnlyList<T>> Collect<T>(
        bool blocking,
        Func<object, (bool Continue, bool Keep, T Value)> judge,
        TimeSpan? max,
        TimeSpan? idle,
        int count,
        CancellationToken cancellationToken)
    {
        var end = Now + RemainingOrDilated(max);
        var kept = new List<T>();
        MessageEnvelope last = NullMessageEnvelope.Instance;
        while (kept.Count < count)
        {
            var left = UntilOrZero(end);
            var wait = idle is { } gap && gap < left ? gap : left;
            if (await PeekEnvelope(blocking, wait, cancellationToken).ConfigureAwait(false) is not RealMessageEnvelope next)
                break;
            var verdict = judge(next.Message);
            if (!verdict.Continue)
                break;
            // Only the test takes from the queue, so what was first is first still.
            last = await ReceiveEnvelope(blocking, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            if (verdict.Keep)
                kept.Add(verdict.Value);
        }
        _lastMessage = last;
        _lastWasNoMessage = true;
        return kept;
    }
}
