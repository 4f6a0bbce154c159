namespace Akka.Routing;

/// <summary>One destination of a router. The base class alone is nobody: what is sent to it goes nowhere.</summary>
public class Routee
{
    /// <summary>What a routing logic answers when it has nobody to send to; the router passes such a message on to the dead letters.</summary>
    public static readonly Routee NoRoutee = new NobodyRoutee();

    /// <summary>An actor's of this system; else null. Here, because a logic that looks at all routees for each message does so often.</summary>
    internal Mailbox Mailbox { get; private protected init; }

    public virtual void Send(object message, IActorRef sender)
    {
    }

    public virtual Task<object> Ask(object message, TimeSpan? timeout) => Task.FromResult<object>(null);

    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);

    private sealed class NobodyRoutee : Routee
    {
        public override string ToString() => "NoRoutee";
    }
}
