namespace Akka.Dispatch;

public interface IDispatcherPrerequisites
{
    IScheduler Scheduler { get; }
    Settings Settings { get; }
    Mailboxes Mailboxes { get; }
    EventStream EventStream { get; }
}
