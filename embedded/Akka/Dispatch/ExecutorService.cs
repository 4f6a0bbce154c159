namespace Akka.Dispatch;

public abstract class ExecutorService
{
    protected ExecutorService(string id) { }
    public abstract void Execute(IRunnable run);
    public abstract void Shutdown();
    public string Id { get => throw new NotImplementedException(); }
}
