using Akka.Actor;

namespace Crosstown.Actors.Gates;

/// <summary>How many deferrals wait at a gate, and how long until the last of them can start, as far as is known: what runs meanwhile takes its own time.</summary>
internal sealed record DrainForecast(int Waiting, TimeSpan Needs) : INoSerializationVerificationNeeded;
