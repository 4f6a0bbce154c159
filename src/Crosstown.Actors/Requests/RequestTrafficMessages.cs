using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

// An actor that has nothing left to do stops while others may still tell it so: what comes too late is no dead letter of which the application should hear.

/// <summary>More was admitted to traffic that is released as it comes.</summary>
internal sealed class Collect : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public static readonly Collect Instance = new();
}

/// <summary>The deferral that sequential traffic waits for has left its routee.</summary>
internal sealed class SequenceAdvanced : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public static readonly SequenceAdvanced Instance = new();
}
