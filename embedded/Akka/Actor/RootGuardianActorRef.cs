namespace Akka.Actor;

public class RootGuardianActorRef : LocalActorRef
{
    public RootGuardianActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path, IInternalActorRef deadLetters, IReadOnlyDictionary<string, IInternalActorRef> extraNames) : base(system, props, dispatcher, mailboxType, supervisor, path) { }
    public override IInternalActorRef GetSingleChild(string name) => throw new NotImplementedException();
    public override IInternalActorRef Parent { get => throw new NotImplementedException(); }
    public void SetTempContainer(IInternalActorRef tempContainer) => throw new NotImplementedException();
}
