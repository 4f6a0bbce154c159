using static Akka.Dispatch.RuntimeLimits;

namespace Akka.Actor;

public abstract class SupervisorStrategyConfigurator
{
    /// <exception cref="ConfigurationException">The type is none, or no configurator.</exception>
    public static SupervisorStrategyConfigurator CreateConfigurator(string typeName)
    {
        var type = RuntimeTypes.Find(typeName);
        if (type == null || !typeof(SupervisorStrategyConfigurator).IsAssignableFrom(type))
            throw LeftOut("akka.actor.guardian-supervisor-strategy", typeName, "the type of a SupervisorStrategyConfigurator");
        return (SupervisorStrategyConfigurator)Activator.CreateInstance(type);
    }

    public abstract SupervisorStrategy Create();
}
