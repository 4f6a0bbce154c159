namespace Akka.Actor;

/// <summary>The ref of /: besides the guardians it knows /deadLetters, /temp and other names without an actor.</summary>
public class RootGuardianActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
    IInternalActorRef supervisor, ActorPath path, IInternalActorRef deadLetters, IReadOnlyDictionary<string, IInternalActorRef> extraNames)
    : LocalActorRef(system, props, dispatcher, mailboxType, supervisor, path)
{
    private IInternalActorRef _tempContainer;

    public override IInternalActorRef Parent => this;

    public void SetTempContainer(IInternalActorRef tempContainer) => _tempContainer = tempContainer;

    public override IInternalActorRef GetSingleChild(string name) => name switch
    {
        "temp" => _tempContainer,
        "deadLetters" => deadLetters,
        _ => extraNames.GetValueOrDefault(name) ?? base.GetSingleChild(name),
    };
}
