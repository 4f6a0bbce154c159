namespace Akka.Routing;

/// <summary>Picks the routee of a message, on the sender's thread: many threads may be in <see cref="Select"/> at once.</summary>
public abstract class RoutingLogic : INoSerializationVerificationNeeded
{
    public abstract Routee Select(object message, Routee[] routees);
}
