using System.Diagnostics;

namespace Akka.Dispatch;

public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    private long _inhabitants;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
    }

    public MessageDispatcherConfigurator Configurator { get; }
    public string Id { get; protected set; }
    public int Throughput { get; set; }
    /// <value>How long one run of a mailbox may go on, in ticks of <see cref="TimeSpan"/>; null means no limit.</value>
    public long? ThroughputDeadlineTime { get; protected set; }
    public TimeSpan ShutdownTimeout { get; protected set; }
    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;
    public EventStream EventStream => Configurator.Prerequisites.EventStream;
    protected long Inhabitants => Volatile.Read(ref _inhabitants);

    protected abstract void ExecuteTask(IRunnable run);

    protected abstract void Shutdown();

    public void Schedule(Action run) => Schedule(new ActionRunnable(run));

    public void Schedule(IRunnable run) => ExecuteTask(run);

    public virtual void Attach(ActorCell cell)
    {
        Interlocked.Increment(ref _inhabitants);
        cell.Mailbox.Start();
    }

    public virtual void Detach(ActorCell cell)
    {
        cell.Mailbox.Close();
        if (Interlocked.Decrement(ref _inhabitants) == 0)
            Deserted();
    }

    public virtual void Dispatch(ActorCell cell, Envelope envelope) => cell.Mailbox.Post(envelope.Message, envelope.Sender);

    public virtual void SystemDispatch(ActorCell cell, SystemMessage message) => cell.SendSystemMessage(message);

    /// <summary>Called when the last actor has left.</summary>
    private protected virtual void Deserted()
    {
    }

    internal void ShutdownNow() => Shutdown();

    internal void ExecuteMailbox(Mailbox mailbox)
    {
        try
        {
            ExecuteTask(mailbox);
        }
        catch (RejectedExecutionException e)
        {
            ReportFailure(e);
        }
    }

    internal long RunDeadline() => ThroughputDeadlineTime is { } ticks
        ? Stopwatch.GetTimestamp() + (long)(ticks * (Stopwatch.Frequency / (double)TimeSpan.TicksPerSecond))
        : long.MaxValue;

    protected void ReportFailure(Exception ex) => EventStream?.Publish(new Error(ex, GetType().FullName, GetType(), ex.Message));
}
