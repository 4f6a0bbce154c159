using Akka.Actor;

namespace Crosstown.Actors.Gates;

/// <summary>Sent to a gate, which answers with a <see cref="DrainForecast"/>.</summary>
internal sealed class AskForecast : INoSerializationVerificationNeeded
{
    public static readonly AskForecast Instance = new();
}
