using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

/// <summary>Sent once, when the response has ended, or the running deferral whose nested traffic it is, or when the collecting lease has passed.</summary>
/// <param name="Request">The request with its final response; null if no final response is known.</param>
/// <param name="Count">How many deferrals were admitted. Each of them is sent to the actor, before this message or after it.</param>
/// <param name="Verdict">A verdict on all of them that overrides the rules (the handler's veto, the collecting lease, a response about which nothing is known); null to judge each by its rules.</param>
internal sealed record CompletionSignal(RequestSnapshot? Request, int Count, Verdict? Verdict = null) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
