namespace Akka.Dispatch;

public abstract class ExecutorServiceFactory
{
    protected ExecutorServiceFactory() { }
    public abstract ExecutorService Produce(string id);
}
