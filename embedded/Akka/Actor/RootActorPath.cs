namespace Akka.Actor;

public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);
