namespace Akka.Routing;

/// <summary>A message for a router that is taken out of its envelope before a routee sees it.</summary>
public class RouterEnvelope
{
    public RouterEnvelope(object message) => Message = message;

    public object Message { get; }
}

/// <summary>Goes to every routee, whatever the router's logic is.</summary>
public class Broadcast : RouterEnvelope
{
    public Broadcast(object message) : base(message)
    {
    }
}
