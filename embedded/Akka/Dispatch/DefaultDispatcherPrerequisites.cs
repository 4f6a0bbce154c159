namespace Akka.Dispatch;

public sealed class DefaultDispatcherPrerequisites : IDispatcherPrerequisites
{
    public IScheduler Scheduler { get => throw new NotImplementedException(); }
    public Settings Settings { get => throw new NotImplementedException(); }
    public Mailboxes Mailboxes { get => throw new NotImplementedException(); }
    public EventStream EventStream { get => throw new NotImplementedException(); }
    public DefaultDispatcherPrerequisites(EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes) { }
}
