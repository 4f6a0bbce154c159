using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Carries a deferral to the request's actor, then to a routee or a lane. If an envelope becomes a dead letter, its deferral gets a fate. The deferral itself is not sent,
/// because it is a receipt that an application may send to any actor, and a dead letter of that kind means nothing.
/// </summary>
internal sealed class DeferralEnvelope(Deferral deferral) : INoSerializationVerificationNeeded
{
    public Deferral Deferral => deferral;

    public override string ToString() => deferral.ToString();
}
