using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Sent at most once, before the <see cref="CompletionSignal"/>: from now on each deferral is judged and dispatched as it comes. For a response whose traffic is released at
/// its start, and for the deferrals of a running deferral.
/// </summary>
/// <param name="Request">The request with the response by which each deferral is judged; null for nested work that has no request.</param>
/// <param name="Verdict">The handler's veto, a verdict on all deferrals that overrides the rules; null without.</param>
internal sealed record ReleaseAsDeferred(RequestSnapshot? Request, Verdict? Verdict = null) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
