using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Deferrals;

/// <summary>Sent to the actors that wait for this deferral, that of a sequence and a gate, when the deferral has its fate and its code has returned.</summary>
internal sealed record DeferralLeft(Deferral Deferral) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
