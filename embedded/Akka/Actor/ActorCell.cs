namespace Akka.Actor;

public class ActorCell : IUntypedActorContext
{
    protected bool IsNormal { get => throw new NotImplementedException(); }
    protected bool IsTerminating { get => throw new NotImplementedException(); }
    protected bool TryGetChildStatsByRef(IActorRef actor, out ChildRestartStats child) => throw new NotImplementedException();
    protected internal virtual void AutoReceiveMessage(Envelope envelope) => throw new NotImplementedException();
    protected virtual ActorBase CreateNewActorInstance() => throw new NotImplementedException();
    protected virtual void PreStart() => throw new NotImplementedException();
    protected virtual void ReceiveMessage(object message) => throw new NotImplementedException();
    protected void AddWatcher(IActorRef watchee, IActorRef watcher) => throw new NotImplementedException();
    protected void AddressTerminated(Address address) => throw new NotImplementedException();
    protected void ClearActor(ActorBase actor) => throw new NotImplementedException();
    protected void ClearActorCell() => throw new NotImplementedException();
    protected void PrepareForNewActor() => throw new NotImplementedException();
    protected void ReceivedTerminated(Terminated t) => throw new NotImplementedException();
    protected void RemWatcher(IActorRef watchee, IActorRef watcher) => throw new NotImplementedException();
    protected void SetActorFields(ActorBase actor) => throw new NotImplementedException();
    protected void SetTerminated() => throw new NotImplementedException();
    protected void Stash(SystemMessage msg) => throw new NotImplementedException();
    protected void StopFunctionRefs() => throw new NotImplementedException();
    protected void TellWatchersWeDied() => throw new NotImplementedException();
    protected void UnreserveChild(string name) => throw new NotImplementedException();
    protected void UnwatchWatchedActors(ActorBase actor) => throw new NotImplementedException();
    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated) => throw new NotImplementedException();
    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent) { }
    public ActorSelection ActorSelection(ActorPath path) => throw new NotImplementedException();
    public ActorSelection ActorSelection(string path) => throw new NotImplementedException();
    public ActorSystem System { get => throw new NotImplementedException(); }
    public IActorRef Self { get => throw new NotImplementedException(); }
    public IActorRef Sender { get => throw new NotImplementedException(); }
    public IActorRef Unwatch(IActorRef subject) => throw new NotImplementedException();
    public IActorRef Watch(IActorRef subject) => throw new NotImplementedException();
    public IActorRef WatchWith(IActorRef subject, object message) => throw new NotImplementedException();
    public IInternalActorRef GetSingleChild(string name) => throw new NotImplementedException();
    public IInternalActorRef Parent { get => throw new NotImplementedException(); }
    public ActorSystemImpl SystemImpl { get => throw new NotImplementedException(); }
    public ChildRestartStats InitChild(IInternalActorRef actor) => throw new NotImplementedException();
    public Props Props { get => throw new NotImplementedException(); }
    public Mailbox Mailbox { get => throw new NotImplementedException(); }
    public MessageDispatcher Dispatcher { get => throw new NotImplementedException(); }
    public IEnumerable<IInternalActorRef> GetChildren() => throw new NotImplementedException();
    public TimeSpan? ReceiveTimeout { get => throw new NotImplementedException(); }
    public bool HasMessages { get => throw new NotImplementedException(); }
    public bool IsLocal { get => throw new NotImplementedException(); }
    public bool IsTerminated { get => throw new NotImplementedException(); }
    public bool TryGetChildStatsByName(string name, out IChildStats child) => throw new NotImplementedException();
    public const int UndefinedUid = 0;
    public int CurrentEnvelopeId { get => throw new NotImplementedException(); }
    public int NumberOfMessages { get => throw new NotImplementedException(); }
    public object CurrentMessage { get => throw new NotImplementedException(); }
    public static IActorRef GetCurrentSelfOrNoSender() => throw new NotImplementedException();
    public static IActorRef GetCurrentSenderOrNoSender() => throw new NotImplementedException();
    public virtual IActorRef ActorOf(Props props, string name = null) => throw new NotImplementedException();
    public virtual IActorRef AttachChild(Props props, bool isSystemService, string name = null) => throw new NotImplementedException();
    public virtual ActorTaskScheduler TaskScheduler { get => throw new NotImplementedException(); }
    public virtual void SendMessage(Envelope message) => throw new NotImplementedException();
    public virtual void SendMessage(IActorRef sender, object message) => throw new NotImplementedException();
    public virtual void SendSystemMessage(ISystemMessage systemMessage) => throw new NotImplementedException();
    public virtual void Start() => throw new NotImplementedException();
    public void Become(Receive receive) => throw new NotImplementedException();
    public void BecomeStacked(Receive receive) => throw new NotImplementedException();
    public void CheckReceiveTimeout(bool reschedule = true) => throw new NotImplementedException();
    public void Init(bool sendSupervise, MailboxType mailboxType) => throw new NotImplementedException();
    public void Invoke(Envelope envelope) => throw new NotImplementedException();
    public void ReceiveMessageForTest(Envelope envelope) => throw new NotImplementedException();
    public void ReserveChild(string name) => throw new NotImplementedException();
    public void Restart(Exception cause) => throw new NotImplementedException();
    public void Resume(Exception causedByFailure) => throw new NotImplementedException();
    public void SetReceiveTimeout(TimeSpan? timeout = default) => throw new NotImplementedException();
    public void Stop() => throw new NotImplementedException();
    public void Stop(IActorRef child) => throw new NotImplementedException();
    public void Suspend() => throw new NotImplementedException();
    public void TerminatedQueuedFor(IActorRef subject, Option<object> customMessage) => throw new NotImplementedException();
    public void UnbecomeStacked() => throw new NotImplementedException();
    public void UseThreadContext(Action action) => throw new NotImplementedException();
    IActorRef IActorContext.Parent => throw new NotImplementedException();
    IActorRef IActorContext.Child(string name) => throw new NotImplementedException();
    IEnumerable<IActorRef> IActorContext.GetChildren() => throw new NotImplementedException();
    void IUntypedActorContext.Become(UntypedReceive receive) => throw new NotImplementedException();
    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => throw new NotImplementedException();
}
