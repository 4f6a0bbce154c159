namespace Akka.Routing;

/// <summary>A cell whose messages never see its mailbox: they are routed on the sender's thread. Only management messages are queued.</summary>
internal class RoutedActorCell : ActorCell
{
    /// <summary>How long a removed routee keeps running, so that senders who picked it before the removal still reach it.</summary>
    private static readonly TimeSpan LeaveOfAbsence = TimeSpan.FromMilliseconds(100);

    /// <summary>Read by every sender; replaced as a whole, before the start by its creator and then only by the router's own actor.</summary>
    private volatile Router _router;

    public RoutedActorCell(ActorSystemImpl system, IInternalActorRef self, Props routerProps, MessageDispatcher dispatcher,
        Props routeeProps, IInternalActorRef supervisor)
        : base(system, self, routerProps, dispatcher, supervisor)
    {
        RouterConfig = routerProps.RouterConfig;
        RouteeProps = routeeProps;
    }

    public RouterConfig RouterConfig { get; }

    public Props RouteeProps { get; }

    public Router Router => _router;

    /// <summary>Starts the routees first: whoever gets the router's ref may tell it something at once.</summary>
    public override void Start()
    {
        _router = RouterConfig.CreateRouter(System);
        try
        {
            switch (RouterConfig)
            {
                case Pool pool:
                    AddNewRoutees(pool, pool.GetNrOfInstances(System));
                    break;
                case Group group:
                    AddRoutees([.. group.GetPaths(System).Select(path => Group.RouteeFor(path, this))]);
                    break;
            }
            BeforeStart();
        }
        catch
        {
            // The parent counts this child already: it must live for a moment to be able to end.
            base.Start();
            Stop();
            throw;
        }
        base.Start();
    }

    public override void SendMessage(IActorRef sender, object message)
    {
        if (RouterConfig.IsManagementMessage(message))
            base.SendMessage(sender, message);
        else
            Route(message, sender);
    }

    internal void AddRoutees(params Routee[] routees)
    {
        foreach (var routee in routees)
        {
            if (routee is ActorRefRoutee byRef)
                Watch(byRef.Actor);
        }
        _router = _router.WithRoutees([.. _router.RouteeArray, .. routees]);
    }

    internal void RemoveRoutees(Routee[] routees, bool stopChildren)
    {
        var leaving = new HashSet<Routee>(routees);
        // Out of the router first: from here on nobody picks them.
        _router = _router.WithRoutees(_router.RouteeArray.Where(routee => !leaving.Contains(routee)).ToArray());
        foreach (var routee in leaving)
        {
            if (routee is not ActorRefRoutee byRef)
                continue;
            Unwatch(byRef.Actor);
            if (stopChildren)
                StopSoonIfChild(byRef.Actor);
        }
    }

    internal void ChangeSize(int change)
    {
        if (change > 0)
        {
            AddNewRoutees((Pool)RouterConfig, change);
        }
        else if (change < 0)
        {
            var routees = _router.RouteeArray;
            // The youngest go.
            RemoveRoutees(routees[(int)Math.Max(0, routees.Length + (long)change)..], stopChildren: true);
        }
    }

    private protected override ActorBase Produce() => RouterConfig.CreateRouterActor();

    protected virtual void BeforeStart()
    {
    }

    protected void Route(object message, IActorRef sender) => _router.Route(message, sender ?? System.DeadLetters);

    private void AddNewRoutees(Pool pool, int count)
    {
        var routees = new Routee[count];
        for (var i = 0; i < count; i++)
            routees[i] = pool.NewRoutee(RouteeProps, this);
        AddRoutees(routees);
    }

    private void StopSoonIfChild(IActorRef routee)
    {
        if (TryGetChildStatsByName(routee.Path.Name, out var stats) && stats is ChildRestartStats { Child: { } child } && child.Equals(routee))
            System.Scheduler.ScheduleTellOnce(LeaveOfAbsence, routee, PoisonPill.Instance, Self);
    }
}
