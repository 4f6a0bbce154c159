namespace Akka.Actor;

public sealed class Terminated : IAutoReceivedMessage, INoSerializationVerificationNeeded, IPossiblyHarmful, IDeadLetterSuppression, IEquatable<Terminated>
{
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    {
        ActorRef = actorRef;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    public IActorRef ActorRef { get; }
    /// <summary>False when the actor was dead, or never was, before it was watched.</summary>
    public bool ExistenceConfirmed { get; }
    public bool AddressTerminated { get; }

    public bool Equals(Terminated other) => other != null && Equals(ActorRef, other.ActorRef)
        && AddressTerminated == other.AddressTerminated && ExistenceConfirmed == other.ExistenceConfirmed;

    public override bool Equals(object obj) => Equals(obj as Terminated);

    public override int GetHashCode() => HashCode.Combine(ActorRef, AddressTerminated, ExistenceConfirmed);

    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
