using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Sent at most once, before the <see cref="CompletionSignal"/>: deferrals wait for nothing more and are released as they come. For a response whose traffic is released at
/// its start, and for what running work defers.
/// </summary>
/// <param name="Request">The request with the response by which each deferral is judged; null for nested work that has no request.</param>
/// <param name="Verdict">What all of them come to whatever the rules say: the handler's veto; null without.</param>
internal sealed record ReleaseAsDeferred(RequestSnapshot? Request, Verdict? Verdict = null) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
