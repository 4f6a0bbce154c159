namespace Akka.Dispatch;

public abstract class MessageDispatcher
{
    protected MessageDispatcher(MessageDispatcherConfigurator configurator) { }
    protected abstract void ExecuteTask(IRunnable run);
    protected abstract void Shutdown();
    protected long Inhabitants { get => throw new NotImplementedException(); }
    protected void ReportFailure(Exception ex) => throw new NotImplementedException();
    public Mailboxes Mailboxes { get => throw new NotImplementedException(); }
    public MessageDispatcherConfigurator Configurator { get => throw new NotImplementedException(); }
    public EventStream EventStream { get => throw new NotImplementedException(); }
    public TimeSpan ShutdownTimeout { get => throw new NotImplementedException(); protected set { } }
    public const int DefaultThroughput = 100;
    public int Throughput { get => throw new NotImplementedException(); set { } }
    public long? ThroughputDeadlineTime { get => throw new NotImplementedException(); protected set { } }
    public string Id { get => throw new NotImplementedException(); protected set { } }
    public virtual void Attach(ActorCell cell) => throw new NotImplementedException();
    public virtual void Detach(ActorCell cell) => throw new NotImplementedException();
    public virtual void Dispatch(ActorCell cell, Envelope envelope) => throw new NotImplementedException();
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message) => throw new NotImplementedException();
    public void Schedule(Action run) => throw new NotImplementedException();
    public void Schedule(IRunnable run) => throw new NotImplementedException();
}
