namespace Akka.Routing;

/// <summary>The actor behind a router: it takes the management messages. Everything else went past it, on the sender's thread.</summary>
internal class RouterActor : UntypedActor
{
    private readonly IActorRef _controller;

    public RouterActor()
    {
        Cell = Context as RoutedActorCell
            ?? throw new ActorInitializationException($"Router actor can only be used in RoutedActorRef, not in {Context.GetType()}");
        _controller = StartController();
    }

    protected RoutedActorCell Cell { get; }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetRoutees:
                Sender.Tell(new Routees(Cell.Router.Routees));
                break;
            case AddRoutee add:
                Cell.AddRoutees(add.Routee);
                break;
            case RemoveRoutee remove:
                Cell.RemoveRoutees([remove.Routee], stopChildren: true);
                StopIfAllRouteesAreRemoved();
                break;
            case Terminated terminated:
                Cell.RemoveRoutees([new ActorRefRoutee(terminated.ActorRef)], stopChildren: false);
                StopIfAllRouteesAreRemoved();
                break;
            default:
                if (_controller == null)
                    Unhandled(message);
                else
                    _controller.Forward(message);
                break;
        }
    }

    protected override void PreRestart(Exception reason, object message)
    {
        // The routees outlive the router's restart: the cell restarts them after it, so their number stays.
    }

    private void StopIfAllRouteesAreRemoved()
    {
        if (Cell.Router.RouteeArray.Length == 0 && Cell.RouterConfig.StopRouterWhenAllRouteesRemoved)
            Context.Stop(Self);
    }

    private IActorRef StartController()
    {
        // A restarted router finds the controller that it started before.
        if (Cell.GetSingleChild(ControllerName) is { } running and not Nobody)
            return running;
        var props = Cell.RouterConfig.RoutingLogicController(Cell.Router.RoutingLogic);
        return props == null ? null : Context.ActorOf(props.WithDispatcher(Context.Props.Dispatcher), ControllerName);
    }

    private const string ControllerName = "routingLogicController";
}

/// <summary>The actor behind a pool: it also supervises the routees, and adds or stops some when told to.</summary>
internal sealed class RouterPoolActor : RouterActor
{
    private readonly SupervisorStrategy _supervisorStrategy;

    public RouterPoolActor(SupervisorStrategy supervisorStrategy) => _supervisorStrategy = supervisorStrategy;

    protected override SupervisorStrategy SupervisorStrategy() => _supervisorStrategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Resize when Cell is ResizablePoolCell resizable:
                resizable.Resize();
                break;
            case AdjustPoolSize adjust:
                Cell.ChangeSize(adjust.Change);
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }
}
