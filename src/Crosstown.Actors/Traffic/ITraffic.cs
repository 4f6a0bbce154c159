using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Crosstown.Actors;

/// <summary>
/// Defers work. In a request the work starts after the response has gone out, in the order deferred, unless the response is a no-go.
/// Safe to call from several threads; calls made concurrently have no order among themselves.
/// </summary>
/// <exception cref="TrafficFullException">
/// Every deferring call but <see cref="TryTell"/>: no slot is free and <c>on-full</c> is <c>refuse</c> (or it cannot run inline), the request has as many outstanding as it may, or
/// running work has deferred too deep or too much.
/// </exception>
/// <exception cref="TrafficClosedException">Every deferring call but <see cref="TryTell"/>: the request's response is already over, the process is draining, or its actor system has ended.</exception>
/// <exception cref="NoResponseException">Every deferring call, where there is no request and <c>crosstown.without-request</c> is <c>fail</c>.</exception>
/// <exception cref="ArgumentException">Every deferring call: the options name a pool that there is not; <see cref="ArgumentOutOfRangeException"/> for a timeout out of its range.</exception>
/// <exception cref="InvalidOperationException">Every deferring call: Crosstown's actors have not started.</exception>
public interface ITraffic
{
    /// <summary>Defers a message to the handler registered for its run-time type or the nearest base type.</summary>
    /// <exception cref="NoTrafficHandlerException">No handler takes the message.</exception>
    Deferral Tell(object message, DeferralOptions? options = null);

    /// <summary>As <see cref="Tell"/>, but false where that would not be admitted. The refusal is counted.</summary>
    bool TryTell(object message, [NotNullWhen(true)] out Deferral? deferral, DeferralOptions? options = null);

    /// <summary>As <see cref="Tell"/>, but waits for a slot: up to <c>crosstown.admission.wait</c>, or until the request is aborted or the token cancelled. For nothing else: a request that has as many outstanding as it may is refused at once.</summary>
    ValueTask<Deferral> TellAsync(object message, DeferralOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Defers a message to an actor of the user's own. Its fate is <see cref="Fate.Ran"/> once it is in that mailbox.</summary>
    Deferral TellTo(IActorRef target, object message, DeferralOptions? options = null);

    /// <summary>Defers a synchronous delegate.</summary>
    Deferral Defer(Action work, DeferralOptions? options = null);

    /// <summary>Defers an asynchronous delegate.</summary>
    [OverloadResolutionPriority(3)]
    Deferral Defer(Func<Task> work, DeferralOptions? options = null);

    /// <inheritdoc cref="Defer(Func{Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer(Func<ValueTask> work, DeferralOptions? options = null);

    /// <inheritdoc cref="Defer(Func{Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(1)]
    Deferral Defer<TResult>(Func<ValueTask<TResult>> work, DeferralOptions? options = null);

    /// <summary>Defers an asynchronous delegate with a token that timeout, cancellation and drain cancel.</summary>
    [OverloadResolutionPriority(3)]
    Deferral Defer(Func<CancellationToken, Task> work, DeferralOptions? options = null);

    /// <inheritdoc cref="Defer(Func{CancellationToken, Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer(Func<CancellationToken, ValueTask> work, DeferralOptions? options = null);

    /// <summary>Defers an asynchronous delegate over a service, resolved in a DI scope of the deferral's own. <typeparamref name="TService"/> may be <see cref="TrafficContext"/>.</summary>
    [OverloadResolutionPriority(3)]
    Deferral Defer<TService>(Func<TService, CancellationToken, Task> work, DeferralOptions? options = null)
        where TService : notnull;

    /// <inheritdoc cref="Defer{TService}(Func{TService, CancellationToken, Task}, DeferralOptions?)"/>
    [OverloadResolutionPriority(2)]
    Deferral Defer<TService>(Func<TService, CancellationToken, ValueTask> work, DeferralOptions? options = null)
        where TService : notnull;

    /// <summary>Vetoes all traffic of this request, made and to come: each ends as <see cref="Fate.NoGo"/>, whatever the status.</summary>
    /// <param name="reason">Why; it is in the log and in the receipt.</param>
    /// <exception cref="TrafficClosedException">The response is over, or its traffic was released at its start, or there is no request.</exception>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null or blank.</exception>
    void NoGo(string reason);

    /// <summary>An actor reference whose <c>Tell</c> defers the message as <see cref="Tell"/> does. Valid until the request is over: then, as whenever <see cref="Tell"/> throws, its <c>Tell</c> does.</summary>
    IActorRef AsActorRef(DeferralOptions? options = null);
}
