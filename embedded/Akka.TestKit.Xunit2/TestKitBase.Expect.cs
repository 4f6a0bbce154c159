using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes one message and fails if none came in time, or if it is not of the type.</summary>
    /// <param name="duration">Dilated; the default is what is left of a Within block, or akka.test.single-expect-default.</param>
    public T ExpectMsg<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect<T>(true, null, null, duration, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(false, null, null, duration, hint, cancellationToken);

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, IsEqualTo(message, hint), null, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, IsEqualTo(message, hint), null, timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, IsEqualTo(expected, comparer, hint), null, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, IsEqualTo(expected, comparer, hint), null, timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, Fulfils(isMessage, hint), null, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, Fulfils(isMessage, hint), null, timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, Fulfils(isMessageAndSender, hint), null, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, Fulfils(isMessageAndSender, hint), null, timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect<T>(true, (message, _) => assert(message), null, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(false, (message, _) => assert(message), null, timeout, hint, cancellationToken);

    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, assertMessageAndSender, null, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, assertMessageAndSender, null, timeout, hint, cancellationToken);

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, IsTerminationOf(target, hint), null, timeout, hint, cancellationToken));

    public ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, IsTerminationOf(target, hint), null, timeout, hint, cancellationToken);

    /// <summary>Fails if a message comes during what is left of a Within block, or akka.test.single-expect-default.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        Result(ExpectSilence(true, RemainingOrDefault, cancellationToken));

    /// <param name="duration">Dilated.</param>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Result(ExpectSilence(true, Dilated(duration), cancellationToken));

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        ExpectSilence(false, RemainingOrDefault, cancellationToken);

    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectSilence(false, Dilated(duration), cancellationToken);

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private static string Because(string hint) => string.IsNullOrEmpty(hint) ? "" : $" ({hint})";

    private Action<T, IActorRef> IsEqualTo<T>(T expected, string hint) => (message, _) =>
        _assertions.AssertEqual(expected, message, "{0}", $"Expected the message {expected}, received {message}.{Because(hint)}");

    private Action<T, IActorRef> IsEqualTo<T>(T expected, Func<T, T, bool> comparer, string hint) => (message, _) =>
        _assertions.AssertEqual(expected, message, comparer, "{0}", $"Expected the message {expected}, received {message}.{Because(hint)}");

    private Action<T, IActorRef> Fulfils<T>(Predicate<T> isMessage, string hint) => (message, _) =>
        _assertions.AssertTrue(isMessage(message), "{0}", $"The message {message} does not fulfil the predicate.{Because(hint)}");

    private Action<T, IActorRef> Fulfils<T>(Func<T, IActorRef, bool> isMessageAndSender, string hint) => (message, sender) =>
        _assertions.AssertTrue(
            isMessageAndSender(message, sender), "{0}", $"The message {message} from {sender} does not fulfil the predicate.{Because(hint)}");

    private Action<Terminated, IActorRef> IsTerminationOf(IActorRef target, string hint) => (terminated, _) =>
        _assertions.AssertEqual(
            target, terminated.ActorRef, "{0}", $"Expected {target} to have terminated, but it was {terminated.ActorRef}.{Because(hint)}");

    private async ValueTask<T> Expect<T>(
        bool blocking,
        Action<T, IActorRef> assert,
        Action<IActorRef> assertSender,
        TimeSpan? timeout,
        string hint,
        CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var envelope = await ReceiveEnvelope(blocking, limit, cancellationToken).ConfigureAwait(false);
        if (envelope is NullMessageEnvelope)
            Fail($"Timeout {limit} while waiting for a message of type {typeof(T)}.{Because(hint)}");
        assertSender?.Invoke(envelope.Sender);
        if (envelope.Message is not T message)
        {
            Fail($"Expected a message of type {typeof(T)}, but received {envelope} (type {envelope.Message?.GetType()}).{Because(hint)}");
            return default;
        }
        assert?.Invoke(message, envelope.Sender);
        return message;
    }

    private async ValueTask ExpectSilence(bool blocking, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (duration.IsInfinite())
            throw new ArgumentException("Silence cannot be waited for for ever; give a finite duration.", nameof(duration));
        var envelope = await ReceiveEnvelope(blocking, duration, cancellationToken).ConfigureAwait(false);
        if (envelope is not NullMessageEnvelope)
            Fail($"Expected no message during {duration}, but received {envelope} (type {envelope.Message?.GetType()}).");
        _lastWasNoMessage = true;
    }
}
