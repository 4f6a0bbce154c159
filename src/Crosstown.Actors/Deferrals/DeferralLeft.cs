using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Deferrals;

/// <summary>Sent to the request's actor whose sequence waits for this deferral, when the deferral has its fate and its code has returned.</summary>
internal sealed record DeferralLeft(Deferral Deferral) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
