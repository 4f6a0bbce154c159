using Akka.Actor;

namespace Crosstown.Actors;

/// <summary>Published on the actor system's EventStream for each deferral whose fate is <see cref="Fate.Failed"/>.</summary>
/// <param name="Id">The deferral.</param>
/// <param name="Kind">The handler and message, or the delegate's method.</param>
/// <param name="Pool">The pool, or <c>same-thread</c>.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Exception">The exception; null when its routee or its request's actor stopped.</param>
/// <param name="Request">The request it came from; null without one.</param>
public sealed record DeferralFailed(DeferralId Id, string Kind, string Pool, string? Reason, Exception? Exception, RequestSnapshot? Request)
    : INoSerializationVerificationNeeded;
