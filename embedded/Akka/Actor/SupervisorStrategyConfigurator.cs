namespace Akka.Actor;

public abstract class SupervisorStrategyConfigurator
{
    protected SupervisorStrategyConfigurator() { }
    public abstract SupervisorStrategy Create();
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName) => throw new NotImplementedException();
}
