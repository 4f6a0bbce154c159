namespace Akka.Dispatch;

public sealed class DefaultDispatcherPrerequisites(EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes)
    : IDispatcherPrerequisites
{
    public EventStream EventStream { get; } = eventStream;
    public IScheduler Scheduler { get; } = scheduler;
    public Settings Settings { get; } = settings;
    public Mailboxes Mailboxes { get; } = mailboxes;
}
