namespace Akka.Dispatch;

public sealed class ActionRunnable : IRunnable
{
    public ActionRunnable(Action action) { }
    public void Execute() => throw new NotImplementedException();
    public void Run() => throw new NotImplementedException();
}
