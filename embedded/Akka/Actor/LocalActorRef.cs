namespace Akka.Actor;

public class LocalActorRef : ActorRefWithCell
{
    protected ActorSystem System { get => throw new NotImplementedException(); }
    protected IInternalActorRef Supervisor { get => throw new NotImplementedException(); }
    protected Props Props { get => throw new NotImplementedException(); }
    protected MailboxType MailboxType { get => throw new NotImplementedException(); }
    protected MessageDispatcher Dispatcher { get => throw new NotImplementedException(); }
    protected override void TellInternal(object message, IActorRef sender) => throw new NotImplementedException();
    protected virtual ActorCell NewActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) => throw new NotImplementedException();
    public ActorCell Cell { get => throw new NotImplementedException(); }
    public LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path) { }
    public override ActorPath Path { get => throw new NotImplementedException(); }
    public override IActorRef GetChild(IReadOnlyList<string> name) => throw new NotImplementedException();
    public override IActorRefProvider Provider { get => throw new NotImplementedException(); }
    public override IInternalActorRef GetSingleChild(string name) => throw new NotImplementedException();
    public override IInternalActorRef Parent { get => throw new NotImplementedException(); }
    public override IEnumerable<IActorRef> Children { get => throw new NotImplementedException(); }
    public override bool IsLocal { get => throw new NotImplementedException(); }
    public bool IsTerminated { get => throw new NotImplementedException(); }
    public override void Restart(Exception cause) => throw new NotImplementedException();
    public override void Resume(Exception causedByFailure = null) => throw new NotImplementedException();
    public override void SendSystemMessage(ISystemMessage message) => throw new NotImplementedException();
    public override void Start() => throw new NotImplementedException();
    public override void Stop() => throw new NotImplementedException();
    public override void Suspend() => throw new NotImplementedException();
}
