namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Takes one message and fails if it is not from this sender, or not of the type, or none came in time.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect<T>(true, null, IsSender(sender, hint), duration, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(false, null, IsSender(sender, hint), duration, hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, IsEqualTo(message, hint), IsSender(sender, hint), timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, IsEqualTo(message, hint), IsSender(sender, hint), timeout, hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect(true, Fulfils(isMessage, hint), IsSender(sender, hint), timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect(false, Fulfils(isMessage, hint), IsSender(sender, hint), timeout, hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string hint = null,
        CancellationToken cancellationToken = default) =>
        Result(Expect(true, Fulfils(isMessage, hint), IsSender(isSender, hint), timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender,
        Predicate<T> isMessage,
        TimeSpan? timeout = null,
        string hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(false, Fulfils(isMessage, hint), IsSender(isSender, hint), timeout, hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Result(Expect<T>(true, (message, _) => assertMessage(message), IsSender(sender, hint), timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(false, (message, _) => assertMessage(message), IsSender(sender, hint), timeout, hint, cancellationToken);

    public T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string hint = null,
        CancellationToken cancellationToken = default) =>
        Result(Expect<T>(true, (message, _) => assertMessage(message), assertSender, timeout, hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender,
        Action<T> assertMessage,
        TimeSpan? timeout = null,
        string hint = null,
        CancellationToken cancellationToken = default) =>
        Expect<T>(false, (message, _) => assertMessage(message), assertSender, timeout, hint, cancellationToken);

    private Action<IActorRef> IsSender(IActorRef expected, string hint) => sender =>
        _assertions.AssertEqual(expected, sender, "{0}", $"Expected a message from {expected}, but it was from {sender}.{Because(hint)}");

    private Action<IActorRef> IsSender(Predicate<IActorRef> isSender, string hint) => sender =>
        _assertions.AssertTrue(isSender(sender), "{0}", $"The sender {sender} does not fulfil the predicate.{Because(hint)}");
}
