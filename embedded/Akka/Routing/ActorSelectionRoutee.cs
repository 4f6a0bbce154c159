namespace Akka.Routing;

/// <summary>A routee known by its path: whoever lives there when the message is sent gets it.</summary>
public class ActorSelectionRoutee : Routee
{
    public ActorSelectionRoutee(ActorSelection actor) => Selection = actor;

    public ActorSelection Selection { get; }

    public override void Send(object message, IActorRef sender) => Selection.Tell(message, sender);

    public override Task<object> Ask(object message, TimeSpan? timeout) => Selection.Ask(message, timeout);

    public override bool Equals(object obj) =>
        ReferenceEquals(this, obj) || (obj is ActorSelectionRoutee other && other.GetType() == GetType() && Equals(other));

    protected bool Equals(ActorSelectionRoutee other) => Equals(Selection, other.Selection);

    public override int GetHashCode() => Selection?.GetHashCode() ?? 0;
}
