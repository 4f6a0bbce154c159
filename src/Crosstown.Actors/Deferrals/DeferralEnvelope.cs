using Akka.Actor;

namespace Crosstown.Actors.Deferrals;

/// <summary>
/// Carries a deferral from actor to actor: to the request's own, then to a routee or a lane. Where it becomes a dead letter its deferral gets its fate; a receipt,
/// which an application may tell to anybody, does not travel by itself.
/// </summary>
internal sealed class DeferralEnvelope(Deferral deferral) : INoSerializationVerificationNeeded
{
    public Deferral Deferral => deferral;

    public override string ToString() => deferral.ToString();
}
