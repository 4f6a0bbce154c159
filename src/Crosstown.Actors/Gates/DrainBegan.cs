using Akka.Actor;

namespace Crosstown.Actors.Gates;

/// <summary>Sent to a gate when the drain has begun: whoever would still wait when this time is over is abandoned at once.</summary>
internal sealed record DrainBegan(TimeSpan Within) : INoSerializationVerificationNeeded;
