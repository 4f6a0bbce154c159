using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Gates;

/// <summary>Sent to a gate by its timer.</summary>
internal sealed class Wake : INoSerializationVerificationNeeded, IDeadLetterSuppression
{
    public static readonly Wake Instance = new();
}
