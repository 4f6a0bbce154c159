namespace Akka.Routing;

/// <summary>A pool's cell that counts messages and, when the resizer says so, sends itself a <see cref="Resize"/>.</summary>
internal sealed class ResizablePoolCell : RoutedActorCell
{
    private readonly Resizer _resizer;

    /// <summary>1 from the sender's decision to resize until the router's actor has done it: one look at a time.</summary>
    private int _resizeInProgress;

    /// <summary>The messages routed so far; moved only by interlocked increments.</summary>
    private long _messages;

    public ResizablePoolCell(ActorSystemImpl system, IInternalActorRef self, Props routerProps, MessageDispatcher dispatcher,
        Props routeeProps, IInternalActorRef supervisor, Resizer resizer)
        : base(system, self, routerProps, dispatcher, routeeProps, supervisor) => _resizer = resizer;

    public override void SendMessage(IActorRef sender, object message)
    {
        ResizeIfItIsTime(message);
        base.SendMessage(sender, message);
    }

    internal void Resize()
    {
        try
        {
            ChangeSize(_resizer.Resize(Router.Routees));
        }
        finally
        {
            Volatile.Write(ref _resizeInProgress, 0);
        }
    }

    protected override void BeforeStart()
    {
        if (_resizer.IsTimeForResize(_messages++))
            Resize();
    }

    private void ResizeIfItIsTime(object message)
    {
        if (!RouterConfig.IsManagementMessage(message)
            && _resizer.IsTimeForResize(Interlocked.Increment(ref _messages) - 1)
            && Interlocked.CompareExchange(ref _resizeInProgress, 1, 0) == 0)
        {
            base.SendMessage(Self, new Resize());
        }
    }
}
