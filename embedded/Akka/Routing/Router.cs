namespace Akka.Routing;

/// <summary>A routing logic and its routees; immutable, so that many threads may route through it. Usable on its own inside any actor.</summary>
public class Router
{
    private readonly Routee[] _routees;

    public Router(RoutingLogic logic, IActorRef routee, params IActorRef[] routees)
    {
        RoutingLogic = logic;
        _routees = new Routee[1 + (routees?.Length ?? 0)];
        _routees[0] = Routee.FromActorRef(routee);
        for (var i = 1; i < _routees.Length; i++)
            _routees[i] = Routee.FromActorRef(routees[i - 1]);
    }

    public Router(RoutingLogic logic, params Routee[] routees)
    {
        RoutingLogic = logic;
        _routees = routees ?? [];
    }

    public RoutingLogic RoutingLogic { get; }

    public IEnumerable<Routee> Routees => _routees;

    internal Routee[] RouteeArray => _routees;

    public virtual void Route(object message, IActorRef sender)
    {
        if (message is Broadcast)
            SendToAll(message, sender);
        else
            Send(RoutingLogic.Select(message, _routees), message, sender);
    }

    protected virtual void Send(Routee routee, object message, IActorRef sender)
    {
        if (ReferenceEquals(routee, Routee.NoRoutee))
        {
            // Without a sender there is no way to a system, hence to its dead letters.
            if (sender is IInternalActorRef { Provider: { } provider })
                provider.DeadLetters.Tell(UnWrap(message), sender);
        }
        else
        {
            routee.Send(UnWrap(message), sender);
        }
    }

#pragma warning disable CA1822 // an instance member, as in Akka.NET
    protected object UnWrap(object message) => message is RouterEnvelope envelope ? envelope.Message : message;
#pragma warning restore CA1822

    /// <summary>The same logic (and its state: whose turn it is) over other routees.</summary>
    public virtual Router WithRoutees(params Routee[] routees) => new(RoutingLogic, routees);

    public virtual Router AddRoutee(Routee routee) => WithRoutees([.. _routees, routee]);

    public Router AddRoutee(IActorRef routee) => AddRoutee(new ActorRefRoutee(routee));

    public Router AddRoutee(ActorSelection routee) => AddRoutee(new ActorSelectionRoutee(routee));

    public virtual Router RemoveRoutee(Routee routee) => WithRoutees(_routees.Where(r => !r.Equals(routee)).ToArray());

    public Router RemoveRoutee(IActorRef routee) => RemoveRoutee(new ActorRefRoutee(routee));

    public Router RemoveRoutee(ActorSelection routee) => RemoveRoutee(new ActorSelectionRoutee(routee));

    private void SendToAll(object message, IActorRef sender)
    {
        if (_routees.Length == 0)
            Send(Routee.NoRoutee, message, sender);
        foreach (var routee in _routees)
            Send(routee, message, sender);
    }
}
