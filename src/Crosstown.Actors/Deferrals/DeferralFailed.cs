using Akka.Actor;

namespace Crosstown.Actors;

/// <summary>Published on the actor system's EventStream for each deferral whose fate is <see cref="Fate.Failed"/>.</summary>
/// <param name="Id">The deferral.</param>
/// <param name="Kind">The handler and message, or the delegate's method.</param>
/// <param name="Pool">The pool, or <c>same-thread</c>.</param>
/// <param name="Reason">Why it failed.</param>
/// <param name="Exception">The exception; null when its routee or its request's actor stopped.</param>
/// <param name="Request">The request it came from; null without one.</param>
/// <param name="Endpoint">The method and route of that request, such as <c>POST /campaigns</c>, or its path where no endpoint was chosen; null without a request.</param>
/// <param name="CallerFilePath">The source file of the deferring call, as the compiler knows it; null if the call gave none.</param>
/// <param name="CallerLineNumber">The line in that file, from 1; 0 without one.</param>
public sealed record DeferralFailed(
    DeferralId Id, string Kind, string Pool, string? Reason, Exception? Exception, RequestSnapshot? Request, string? Endpoint = null, string? CallerFilePath = null,
    int CallerLineNumber = 0) : INoSerializationVerificationNeeded;
