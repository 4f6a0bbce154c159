namespace Akka.Actor;

public sealed class Terminated : IAutoReceivedMessage, INoSerializationVerificationNeeded, IPossiblyHarmful, IDeadLetterSuppression, IEquatable<Terminated>
{
    public IActorRef ActorRef { get => throw new NotImplementedException(); }
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated) { }
    public bool AddressTerminated { get => throw new NotImplementedException(); }
    public bool Equals(Terminated other) => throw new NotImplementedException();
    public bool ExistenceConfirmed { get => throw new NotImplementedException(); }
    public override bool Equals(object obj) => throw new NotImplementedException();
    public override int GetHashCode() => throw new NotImplementedException();
    public override string ToString() => throw new NotImplementedException();
}
