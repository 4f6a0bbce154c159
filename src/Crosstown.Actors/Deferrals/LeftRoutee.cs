using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Deferrals;

/// <summary>Sent to a gate when a deferral that it has sent, or that is to be tried again, has left its routee.</summary>
internal sealed record LeftRoutee(Deferral Deferral) : INoSerializationVerificationNeeded, IDeadLetterSuppression;
