namespace Akka.Dispatch;

public class Mailboxes
{
    public DeadLetterMailbox DeadLetterMailbox { get => throw new NotImplementedException(); }
    public MailboxType GetMailboxType(Props props, Config dispatcherConfig) => throw new NotImplementedException();
    public MailboxType Lookup(string id) => throw new NotImplementedException();
    public MailboxType LookupByQueueType(Type queueType) => throw new NotImplementedException();
    public Mailboxes(ActorSystem system) { }
    public Type GetRequiredType(Type actorType) => throw new NotImplementedException();
    public bool HasRequiredType(Type actorType) => throw new NotImplementedException();
    public bool ProducesMessageQueue(Type mailboxType) => throw new NotImplementedException();
    public int StashCapacity(string dispatcher, string mailbox) => throw new NotImplementedException();
    public static readonly string DefaultMailboxId = default;
    public static readonly string NoMailboxRequirement = default;
}
