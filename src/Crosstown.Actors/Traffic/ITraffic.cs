using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Crosstown.Actors;

/// <summary>
/// Defers work. In a request the work starts after the response has gone out, in the order deferred, unless the response is a no-go.
/// Thread-safe; concurrent calls have no order among themselves. Each deferring call returns the deferral's receipt and does not wait for the work.
/// <para>
/// The compiler fills in <c>callerFilePath</c> and <c>callerLineNumber</c>: if the deferral fails, its log entry, its span and <see cref="DeferralFailed"/> name that place.
/// </para>
/// </summary>
public interface ITraffic
{
    /// <summary>
    /// Defers a message to the handler registered for its run-time type or the nearest base type, or to a pool of the application's own actors. The message is not copied: what the
    /// caller changes in it later, the handler may see. Defer an immutable message, such as a record.
    /// </summary>
    /// <exception cref="NoTrafficHandlerException">No handler takes the message, and the pool is not one of the application's own actors.</exception>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The message is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    Deferral Tell(object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>As <see cref="Tell"/>, but returns false, with a null deferral, if the message is refused. The refusal is counted as <see cref="Fate.Refused"/>.</summary>
    /// <exception cref="NoTrafficHandlerException">No handler takes the message, and the pool is not one of the application's own actors.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The message is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>
    /// As <see cref="Tell"/>, but waits for a slot of the process or of the pool, up to <c>crosstown.admission.wait</c>. Other refusals do not wait: a request with
    /// <c>crosstown.admission.per-request</c> outstanding is refused at once. Blocks no thread.
    /// </summary>
    /// <exception cref="NoTrafficHandlerException">No handler takes the message, and the pool is not one of the application's own actors.</exception>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The message is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the request aborted, before a slot was free.</exception>
    ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>Defers a message to one of the application's own actors. The fate is <see cref="Fate.Ran"/> once the message is in the actor's mailbox. The message has no sender.</summary>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The target or the message is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>
    /// Defers a synchronous delegate. A lambda that only throws (<c>() => throw …</c>) binds to the overload with a <see cref="Func{TResult}"/> of <see cref="Task"/>: it fails in the
    /// same way, but never runs on the caller's thread.
    /// </summary>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The delegate is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    Deferral Defer(Action work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>Defers an asynchronous delegate.</summary>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The delegate is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    [OverloadResolutionPriority(3)]
    Deferral Defer(Func<Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <inheritdoc cref="Defer(Func{Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <inheritdoc cref="Defer(Func{Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>Defers an asynchronous delegate with a token, cancelled on timeout, on <see cref="Deferral.Cancel"/>, when the drain's deadline passes and when the routee stops.</summary>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The delegate is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    [OverloadResolutionPriority(3)]
    Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <inheritdoc cref="Defer(Func{CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <inheritdoc cref="Defer(Func{CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(1)]
    Deferral Defer<TResult>(Func<CancellationToken, ValueTask<TResult>> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);

    /// <summary>Defers an asynchronous delegate that gets a service from the deferral's own DI scope, and a token. <typeparamref name="TService"/> may be <see cref="TrafficContext"/>.</summary>
    /// <exception cref="TrafficFullException">
    /// No slot is free and the work cannot run inline (<c>crosstown.admission.on-full</c>), the request has <c>crosstown.admission.per-request</c> outstanding, or running deferrals
    /// have deferred too deep or too much (<c>crosstown.nested</c>).
    /// </exception>
    /// <exception cref="TrafficClosedException">The request's response is over, the process is draining, or the actor system has ended.</exception>
    /// <exception cref="NoResponseException">There is no request, and <c>crosstown.without-request</c> (or the option) is <c>fail</c>.</exception>
    /// <exception cref="ArgumentException">The delegate is null, the options name an unknown pool, or a pool beside SameThread, or their timeout is out of its range.</exception>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    [OverloadResolutionPriority(3)]
    Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class;

    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class;

    /// <summary>As the overload with one service, for two of them; each is <see cref="TrafficContext"/> or a service of the deferral's own DI scope. One that returns a ValueTask is awaited by an asynchronous lambda.</summary>
    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    Deferral Defer<T1, T2>(Func<T1, T2, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class;

    /// <summary>As the overload with one service, for three of them. More come from <see cref="TrafficContext.Services"/>.</summary>
    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    Deferral Defer<T1, T2, T3>(Func<T1, T2, T3, CancellationToken, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where T1 : class
        where T2 : class
        where T3 : class;

    /// <summary>
    /// Defers a synchronous call of a service from the deferral's own DI scope. It runs on a routee or a lane, never on the caller's thread.
    /// <typeparamref name="TService"/> may be <see cref="TrafficContext"/>.
    /// </summary>
    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    Deferral Defer<TService>(Action<TService> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class;

    /// <summary>
    /// As the overload with an <see cref="Action{T}"/>, for a call that returns something. A <see cref="Task"/>, a <see cref="ValueTask"/> and a <see cref="ValueTask{TResult}"/>
    /// are awaited, so that none is lost; any other result is not used.
    /// </summary>
    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    [OverloadResolutionPriority(1)]
    Deferral Defer<TService>(Func<TService, object?> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class;

    /// <summary>Defers an asynchronous delegate that gets a service from the deferral's own DI scope and no token.</summary>
    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?, string?, int)" path="/exception"/>
    [OverloadResolutionPriority(3)]
    Deferral Defer<TService>(Func<TService, Task> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class;

    /// <inheritdoc cref="Defer{TService}(Func{TService, Task}, DeferralOptions?, string?, int)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer<TService>(Func<TService, ValueTask> work, DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0)
        where TService : class;

    /// <summary>
    /// Begins a deferral that is released when all of these have their fates: <c>traffic.WhenAll(calls).Then(…)</c>. A fate of any kind counts. An empty set has all its fates.
    /// </summary>
    /// <param name="deferrals">Receipts of this traffic's own deferrals: of the same request, of the same running deferral, or all deferred without a request. Read at this call.</param>
    /// <exception cref="ArgumentException">The set is null, or has a null in it. A deferral of other traffic is one when <c>Then</c> is called.</exception>
    DeferralSet WhenAll(params IEnumerable<Deferral> deferrals);

    /// <summary>Vetoes all traffic of this request: each deferral, also a later one, ends as <see cref="Fate.NoGo"/>, whatever the status. The first veto's reason stays.</summary>
    /// <param name="reason">The <see cref="Deferral.Reason"/> of the deferrals.</param>
    /// <exception cref="TrafficClosedException">The response is over, its traffic was released at its start, or there is no request.</exception>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null or blank.</exception>
    void NoGo(string reason);

    /// <summary>An actor reference whose <c>Tell</c> defers the message as <see cref="Tell"/> does, and throws as it does. Usable until the response is over.</summary>
    /// <exception cref="InvalidOperationException">Crosstown's actors have not started.</exception>
    IActorRef AsActorRef(DeferralOptions? options = null,
        [CallerFilePath] string? callerFilePath = null, [CallerLineNumber] int callerLineNumber = 0);
}
