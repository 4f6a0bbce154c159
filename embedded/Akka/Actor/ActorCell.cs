namespace Akka.Actor;

/// <summary>
/// What holds an actor: its instance, behaviour, children, watches and failure state. Unless a member says otherwise, only the thread that
/// runs the mailbox touches it. <c>ActorCell.Messages</c> handles messages, <c>.Lifecycle</c> makes and ends instances, <c>.Faults</c>
/// answers failures, <c>.Children</c>, <c>.DeathWatch</c> and <c>.ReceiveTimeout</c> do what they say; <c>.Seldom</c> is what most actors never need.
/// </summary>
public partial class ActorCell : IUntypedActorContext
{
    public const int UndefinedUid = 0;

    private readonly ActorSystemImpl _system;
    private readonly IInternalActorRef _self;
    private readonly IInternalActorRef _parent;
    private readonly Props _props;
    private Mailbox _mailbox;
    private readonly MessageDispatcher _dispatcher;

    private ActorBase _actor;
    private ActorTypeInfo _typeInfo;
    private object _currentMessage;
    private IActorRef _sender;
    /// <summary>Null means the actor's own receive method, for which most actors never need a delegate.</summary>
    private Receive _behavior;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _system = system;
        _self = self;
        _props = props;
        _dispatcher = dispatcher;
        _parent = parent;
    }

    public IActorRef Self => _self;
    public Props Props => _props;
    public IInternalActorRef Parent => _parent;
    IActorRef IActorContext.Parent => _parent;
    public ActorSystem System => _system;
    public ActorSystemImpl SystemImpl => _system;
    public MessageDispatcher Dispatcher => _dispatcher;
    public Mailbox Mailbox => _mailbox;
    public IActorRef Sender => _sender ?? _system.DeadLetters;
    public object CurrentMessage => _currentMessage;
    /// <summary>Differs between messages, even if one is told twice.</summary>
    public int CurrentEnvelopeId { get; private set; }
    public bool IsLocal => true;
    /// <summary>Any thread.</summary>
    public bool HasMessages => _mailbox.HasMessages;
    /// <summary>Any thread; exact only while nobody sends or handles.</summary>
    public int NumberOfMessages => _mailbox.Count;
    /// <summary>Any thread.</summary>
    public bool IsTerminated => _mailbox.IsClosed;
    public virtual ActorTaskScheduler TaskScheduler => EnsureSeldom().TaskScheduler ??= new(this);
    internal ActorBase Actor => _actor;

    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?._self;

    public static IActorRef GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?._sender;

    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        _mailbox = mailboxType is UnboundedMailbox ? new Mailbox() : new Mailbox(mailboxType.Create(_self, _system));
        _mailbox.SetActor(this);
    }

    /// <summary>From here on the mailbox runs; what was sent before waits in it.</summary>
    public virtual void Start() => _dispatcher.Attach(this);

    public void Stop()
    {
        if (!EndsAfterItsMessage())
            SendSystemMessage(new Terminate());
    }

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public virtual void SendSystemMessage(ISystemMessage systemMessage)
    {
        var message = (SystemMessage)systemMessage;
        if (!_mailbox.PostSystem(message))
            SystemMessageToDeadLetters(message);
    }

    public virtual void SendMessage(IActorRef sender, object message) => _mailbox.Post(message, sender);

    public virtual void SendMessage(Envelope message) => SendMessage(message.Sender, message.Message);

    public void Become(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        // The actor's own behaviour stays at the bottom; any other is replaced.
        if (_behavior == null)
            BecomeStacked(receive);
        else
            _behavior = receive;
    }

    public void BecomeStacked(Receive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        (EnsureSeldom().BehaviorsBelow ??= new()).Push(_behavior);
        _behavior = receive;
    }

    public void UnbecomeStacked()
    {
        if (_seldom?.BehaviorsBelow is { Count: > 0 } below)
            _behavior = below.Pop();
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(AsReceive(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(AsReceive(receive));

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, _system, _self);

    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, _system);

    /// <summary>Runs code as if the actor did, on a thread that may.</summary>
    public void UseThreadContext(Action action)
    {
        var previous = InternalCurrentActorCellKeeper.Swap(this);
        try
        {
            action();
        }
        finally
        {
            InternalCurrentActorCellKeeper.Swap(previous);
        }
    }

    internal void SystemMessageToDeadLetters(SystemMessage message)
    {
        message.Next = null;
        switch (message)
        {
            case Watch watch when !watch.Watcher.Equals(_self):
                // A parent knows that its child has been there, though it may have left before it was watched.
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: watch.Watcher.Equals(_parent), addressTerminated: false));
                break;
            case Dispatch.SysMsg.Watch or Dispatch.SysMsg.Unwatch:
                break;
            default:
                _system.DeadLetters.Tell(new DeadLetter(message, _self, _self), _self);
                break;
        }
    }

    private static Receive AsReceive(UntypedReceive receive)
    {
        ArgumentNullException.ThrowIfNull(receive);
        return message =>
        {
            receive(message);
            return true;
        };
    }
}
