using Akka.Actor;
using Akka.Event;

namespace Crosstown.Actors.Requests;

/// <summary>
/// Told to the request's actor once, when the response is over. What it says stands in the gate that both share, and does not change any more: the request with its
/// final response, outcome and wire level (<see cref="TrafficGate.Request"/>), and how many deferrals were admitted before the seal; the actor releases once it holds that many.
/// </summary>
internal sealed class CompletionSignal : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public static readonly CompletionSignal Instance = new();
}
