namespace Akka.Routing;

public class ActorRefRoutee : Routee
{
    public ActorRefRoutee(IActorRef actor)
    {
        Actor = actor;
        Mailbox = (actor as LocalActorRef)?.Cell.Mailbox;
    }

    public IActorRef Actor { get; }

    public override void Send(object message, IActorRef sender) => Actor.Tell(message, sender);

    public override Task<object> Ask(object message, TimeSpan? timeout) => Actor.Ask(message, timeout);

    public override bool Equals(object obj) =>
        ReferenceEquals(this, obj) || (obj is ActorRefRoutee other && other.GetType() == GetType() && Equals(other));

    protected bool Equals(ActorRefRoutee other) => ReferenceEquals(Actor, other.Actor) || Equals(Actor, other.Actor);

    public override int GetHashCode() => Actor?.GetHashCode() ?? 0;
}
