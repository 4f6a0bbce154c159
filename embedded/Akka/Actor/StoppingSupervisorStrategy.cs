namespace Akka.Actor;

public class StoppingSupervisorStrategy : SupervisorStrategyConfigurator
{
    public StoppingSupervisorStrategy() { }
    public override SupervisorStrategy Create() => throw new NotImplementedException();
}
