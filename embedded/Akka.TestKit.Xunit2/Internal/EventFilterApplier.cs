using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>
/// Installs filters in the test event listener for the time of a block. Mute, the block's log events and Unmute reach the
/// listener through the same event stream and mailbox, so what the block's thread logs is between the two.
/// </summary>
internal sealed class EventFilterApplier(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Block(1, null, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Block(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Block(1, null, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Block(1, timeout, func, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Intercept(false, 1, null, Returning(actionAsync), cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(false, 1, timeout, Returning(action), cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(false, 1, null, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(false, 1, timeout, func, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Block(expectedCount, null, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Block(expectedCount, timeout, action, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Block(expectedCount, null, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Block(expectedCount, timeout, func, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        Intercept(false, expectedCount, null, Returning(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        Intercept(false, expectedCount, timeout, Returning(actionAsync), cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(false, expectedCount, timeout, Returning(action), cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(false, expectedCount, null, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(false, expectedCount, timeout, func, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) => Block(null, null, action, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) => Block(null, null, func, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        Intercept(false, null, null, Returning(action), cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Intercept(false, null, null, func, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new Mute(filters));
        return new Muted(system, filters);
    }

    private static Func<Task<bool>> Returning(Func<Task> action) => async () =>
    {
        await action();
        return true;
    };

    private void Block(int? expected, TimeSpan? timeout, Action action, CancellationToken cancellationToken) =>
        Block(expected, timeout, () => { action(); return true; }, cancellationToken);

    private T Block<T>(int? expected, TimeSpan? timeout, Func<T> func, CancellationToken cancellationToken) =>
        Intercept(true, expected, timeout, () => Task.FromResult(func()), cancellationToken).GetAwaiter().GetResult();

    private async Task<T> Intercept<T>(
        bool blocking, int? expected, TimeSpan? timeout, Func<Task<T>> func, CancellationToken cancellationToken)
    {
        var matched = 0;
        var gate = new ArrivalGate();
        void Count(EventFilterBase filter, Akka.Event.LogEvent logEvent) => gate.Change(() => matched++);

        foreach (var filter in filters)
            filter.EventMatched += Count;
        system.EventStream.Publish(new Mute(filters));
        try
        {
            var result = await func();
            if (expected is not { } count)
                return result;

            var leeway = timeout is { } given ? testkit.Dilated(given) : testkit.TestKitSettings.TestEventFilterLeeway;
            // For none to be expected, the first one decides; for some, the last.
            var decisive = Math.Max(count, 1);
            await gate.WaitAsync(blocking, () => matched >= decisive, leeway, cancellationToken);
            var received = gate.Locked(() => matched);
            if (received != count)
                Fail(count, received, leeway);
            return result;
        }
        finally
        {
            foreach (var filter in filters)
                filter.EventMatched -= Count;
            system.EventStream.Publish(new Unmute(filters));
        }
    }

    private void Fail(int expected, int received, TimeSpan leeway)
    {
        var described = string.Join(" or ", filters);
        TestKitAssertionsExtension.For(system).Assertions.Fail(
            "{0}",
            received > expected
                ? $"Received {received} events, {received - expected} more than expected, that matched [{described}]."
                : $"Timeout ({leeway}) while waiting for events: received {received} of {expected} that match [{described}].");
    }

    private sealed class Muted(ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IUnmutableFilter
    {
        public void Unmute() => system.EventStream.Publish(new Unmute(filters));

        public void Dispose() => Unmute();
    }
}
