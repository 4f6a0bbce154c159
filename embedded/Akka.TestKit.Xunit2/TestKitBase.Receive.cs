using System.Collections;
using System.Runtime.CompilerServices;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>What <see cref="LastMessage"/> and <see cref="LastSender"/> tell of.</summary>
    private MessageEnvelope _lastMessage = NullMessageEnvelope.Instance;

    /// <summary>Takes the first message, or null when none came in time.</summary>
    /// <param name="max">
    /// Used as it is, not dilated; zero looks once, a negative one waits for ever; the default is akka.test.single-expect-default.
    /// </param>
    public object ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Result(MessageOrNull(ReceiveEnvelope(true, max, cancellationToken)));

    public ValueTask<object> ReceiveOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        MessageOrNull(ReceiveEnvelope(false, max, cancellationToken));

    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        envelope = Result(ReceiveEnvelope(true, max, cancellationToken));
        return envelope is not NullMessageEnvelope;
    }

    public async ValueTask<(bool, MessageEnvelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var envelope = await ReceiveEnvelope(false, max, cancellationToken).ConfigureAwait(false);
        return (envelope is not NullMessageEnvelope, envelope);
    }

    /// <summary>Looks at the first message, which stays where it is; null when none came in time.</summary>
    /// <param name="max">As for <see cref="ReceiveOne"/>.</param>
    public object PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Result(MessageOrNull(PeekEnvelope(true, max, cancellationToken)));

    public object PeekOne(CancellationToken cancellationToken) => PeekOne(null, cancellationToken);

    public ValueTask<object> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        MessageOrNull(PeekEnvelope(false, max, cancellationToken));

    public ValueTask<object> PeekOneAsync(CancellationToken cancellationToken) => PeekOneAsync(null, cancellationToken);

    public bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        envelope = Result(PeekEnvelope(true, max, cancellationToken));
        return envelope is not NullMessageEnvelope;
    }

    public async ValueTask<(bool, MessageEnvelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken)
    {
        var envelope = await PeekEnvelope(false, max, cancellationToken).ConfigureAwait(false);
        return (envelope is not NullMessageEnvelope, envelope);
    }

    /// <summary>Takes this many messages, within what is left of a Within block or akka.test.single-expect-default in all.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Result(ReceiveMany(true, numberOfMessages, RemainingOrDefault, cancellationToken));

    /// <summary>Takes this many messages, within <paramref name="max"/>, dilated, in all.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Result(ReceiveMany(true, numberOfMessages, FiniteDilated(max), cancellationToken));

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Each(token => ReceiveMany(false, numberOfMessages, RemainingOrDefault, token), cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Each(token => ReceiveMany(false, numberOfMessages, FiniteDilated(max), token), cancellationToken);

    /// <summary>Drops messages until one is of the type and fulfils the predicate, and fails when none came in time.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Result(Fish(true, isMessage, null, max, hint, cancellationToken));

    /// <param name="allMessages">Is emptied, then holds everything that was received, in order.</param>
    public T FishForMessage<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Result(Fish(true, isMessage, allMessages, max, hint, cancellationToken));

    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Fish(false, isMessage, null, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(
        Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Fish(false, isMessage, allMessages, max, hint, cancellationToken);

    public ValueTask<object> FishForMessageAsync(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages for the whole time, and fails if one of them is of the type.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await Collect<object>(false, message => message is T ? throw Unexpected<T>(message) : (true, true, message), max, null, int.MaxValue, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Takes messages until none came for <paramref name="max"/>, and returns them.</summary>
    /// <param name="maxMessages">Reaching this number is a failure; without it there is no end to a noise that has none.</param>
    public async Task<ArrayList> WaitForRadioSilenceAsync(
        TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        if (maxMessages == 0)
            throw new ArgumentException("It must be greater than zero, or null.", nameof(maxMessages));
        var messages = new ArrayList();
        while (await ReceiveEnvelope(false, RemainingOrDilated(max), cancellationToken).ConfigureAwait(false) is RealMessageEnvelope envelope)
        {
            messages.Add(envelope.Message);
            if (messages.Count >= maxMessages)
                Fail($"{messages.Count} messages came without a silence of {max}; the limit is {maxMessages}.");
        }
        _lastWasNoMessage = true;
        return messages;
    }

    /// <summary>The result of what cannot be pending any more, because it was asked to block.</summary>
    private static T Result<T>(ValueTask<T> completed) => completed.GetAwaiter().GetResult();

    private static void Result(ValueTask completed) => completed.GetAwaiter().GetResult();

    private static async ValueTask<object> MessageOrNull(ValueTask<MessageEnvelope> received) =>
        await received.ConfigureAwait(false) is RealMessageEnvelope envelope ? envelope.Message : null;

    private static async IAsyncEnumerable<T> Each<T>(
        Func<CancellationToken, ValueTask<IReadOnlyList<T>>> all, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await all(cancellationToken).ConfigureAwait(false))
            yield return item;
    }

    private async ValueTask<MessageEnvelope> ReceiveEnvelope(bool blocking, TimeSpan? max, CancellationToken cancellationToken)
    {
        _lastWasNoMessage = false;
        _lastMessage = NullMessageEnvelope.Instance;
        var taken = await _queue.TakeAsync(blocking, GetTimeoutOrDefault(max), cancellationToken).ConfigureAwait(false);
        if (TestKitSettings.LogTestKitCalls)
            Log.Debug("Test actor {0} {1}", TestActor, taken is null ? "received nothing in time" : $"received {taken}");
        return _lastMessage = taken ?? NullMessageEnvelope.Instance;
    }

    private async ValueTask<MessageEnvelope> PeekEnvelope(bool blocking, TimeSpan? max, CancellationToken cancellationToken) =>
        await _queue.PeekAsync(blocking, GetTimeoutOrDefault(max), cancellationToken).ConfigureAwait(false) ?? NullMessageEnvelope.Instance;

    private async ValueTask<IReadOnlyList<object>> ReceiveMany(
        bool blocking, int count, TimeSpan max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var messages = new List<object>(count);
        var end = Now + max;
        while (messages.Count < count)
        {
            var envelope = await ReceiveEnvelope(blocking, UntilOrZero(end), cancellationToken).ConfigureAwait(false);
            if (envelope is NullMessageEnvelope)
                Fail($"Timeout ({max}) while expecting {count} messages; got {messages.Count}: {List(messages)}");
            messages.Add(envelope.Message);
        }
        return messages;
    }

    private async ValueTask<T> Fish<T>(
        bool blocking, Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max, string hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var envelope = await ReceiveEnvelope(blocking, UntilOrZero(end), cancellationToken).ConfigureAwait(false);
            if (envelope is NullMessageEnvelope)
                Fail($"Timeout ({limit}) while fishing for a message of type {typeof(T)}. {hint}");
            allMessages?.Add(envelope.Message);
            if (envelope.Message is T message && isMessage(message))
                return message;
        }
    }

    private InvalidOperationException Unexpected<T>(object message)
    {
        Fail($"Did not expect a message of type {typeof(T)}, but received {message}.");
        return new InvalidOperationException("Fail throws.");
    }

    private TimeSpan FiniteDilated(TimeSpan max)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        return Dilated(max);
    }

    private static TimeSpan UntilOrZero(TimeSpan end)
    {
        var left = end - Now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static string List<T>(IEnumerable<T> items) => $"[{string.Join(", ", items)}]";
}
