namespace Akka.Dispatch;

public sealed class ActionWithStateRunnable : IRunnable
{
    public ActionWithStateRunnable(Action<object> actionWithState, object state) { }
    public void Execute() => throw new NotImplementedException();
    public void Run() => throw new NotImplementedException();
}
