namespace Akka.Dispatch;

public sealed class ActionWithStateRunnable(Action<object> actionWithState, object state) : IRunnable
{
    public void Run() => actionWithState(state);
    public void Execute() => Run();
}
