namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes one message and fails if it equals none of these.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Result(ExpectAnyOf(true, messages, cancellationToken));

    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAnyOf(false, messages, cancellationToken);

    /// <summary>Takes as many messages as there are here and fails unless they are the same, each as often as here, in whatever order.</summary>
    /// <returns>The messages as they were received.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        Result(ExpectAllOf(true, messages, RemainingOrDefault, default));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        Result(ExpectAllOf(true, messages, FiniteDilated(max), default));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Result(ExpectAllOf(true, messages, RemainingOrDefault, cancellationToken));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Result(ExpectAllOf(true, messages, FiniteDilated(max), cancellationToken));

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Each(token => ExpectAllOf(false, messages, RemainingOrDefault, token), cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Each(token => ExpectAllOf(false, messages, FiniteDilated(max), token), cancellationToken);

    /// <summary>Takes as many messages as there are predicates and fails unless each predicate finds a message of its own: the first it matches that
    /// no predicate before it has taken.</summary>
    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        Result(ExpectAllMatching(true, predicates, RemainingOrDefault, default));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        Result(ExpectAllMatching(true, predicates, FiniteDilated(max), default));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Result(ExpectAllMatching(true, predicates, RemainingOrDefault, cancellationToken));

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        Result(ExpectAllMatching(true, predicates, FiniteDilated(max), cancellationToken));

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Each(token => ExpectAllMatching(false, predicates, RemainingOrDefault, token), cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Each(token => ExpectAllMatching(false, predicates, FiniteDilated(max), token), cancellationToken);

    private async ValueTask<T> ExpectAnyOf<T>(bool blocking, IEnumerable<T> messages, CancellationToken cancellationToken)
    {
        var expected = messages.ToList();
        return await Expect<T>(
            blocking,
            (message, _) => _assertions.AssertTrue(
                expected.Contains(message), "{0}", $"Expected one of {List(expected)}, but received {message}."),
            null,
            null,
            null,
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<T>> ExpectAllOf<T>(
        bool blocking, IReadOnlyCollection<T> messages, TimeSpan max, CancellationToken cancellationToken)
    {
        var received = await ReceiveMany(blocking, messages.Count, max, cancellationToken).ConfigureAwait(false);
        var unexpected = received.ToList();
        var missing = messages.Where(expected => !unexpected.Remove(expected)).ToList();
        FailUnlessBothEmpty(missing, unexpected);
        return received.Cast<T>().ToList();
    }

    private async ValueTask<IReadOnlyList<object>> ExpectAllMatching(
        bool blocking, IReadOnlyCollection<PredicateInfo> predicates, TimeSpan max, CancellationToken cancellationToken)
    {
        var received = await ReceiveMany(blocking, predicates.Count, max, cancellationToken).ConfigureAwait(false);
        var unexpected = received.ToList();
        var missing = predicates.Where(predicate => !TakeFirst(unexpected, predicate)).ToList();
        FailUnlessBothEmpty(missing, unexpected);
        return received;
    }

    private static bool TakeFirst(List<object> messages, PredicateInfo predicate)
    {
        var at = messages.FindIndex(predicate.Matches);
        if (at >= 0)
            messages.RemoveAt(at);
        return at >= 0;
    }

    private void FailUnlessBothEmpty<T>(List<T> missing, List<object> unexpected)
    {
        if (missing.Count > 0 || unexpected.Count > 0)
            Fail($"Not received: {List(missing)}; received, but not expected: {List(unexpected)}.");
    }
}
