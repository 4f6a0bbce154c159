namespace Akka.Dispatch;

public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }
    IScheduler Scheduler { get; }
    Settings Settings { get; }
    Mailboxes Mailboxes { get; }
}
