namespace Akka.Actor;

public class DefaultSupervisorStrategy : SupervisorStrategyConfigurator
{
    public DefaultSupervisorStrategy() { }
    public override SupervisorStrategy Create() => throw new NotImplementedException();
}
