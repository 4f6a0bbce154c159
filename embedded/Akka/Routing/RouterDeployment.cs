using System.Globalization;
using System.Reflection;

namespace Akka.Routing;

/// <summary>Makes the router that a deployment's section names: by an alias of <c>akka.actor.router.type-mapping</c>, or by type name.</summary>
internal sealed class RouterDeployment(Config typeMapping)
{
    private const string Section = "akka.actor.deployment";
    private const string OtherRuntime = "Build with -p:ActorRuntime=Akka.";
    private static readonly string[] LeftOut = ["ScatterGatherFirstCompleted", "TailChopping"];

    private readonly Dictionary<string, string> _typeNames =
        (typeMapping ?? Config.Empty).AsEnumerable().ToDictionary(alias => alias.Key, alias => alias.Value.GetString());

    /// <exception cref="ConfigurationException">The router is unknown, left out, or wrongly set; names path, value and cure.</exception>
    public RouterConfig Create(string key, Config deployment)
    {
        RefuseRemote(key, deployment);
        var name = deployment.GetString("router", "from-code");
        if (name == "from-code")
            return NoRouter.Instance;

        var type = TypeOf(key, name);
        if (typeof(Pool).IsAssignableFrom(type))
            RefuseSizeThatIsNone(key, deployment);
        try
        {
            return (RouterConfig)(type.GetConstructor([typeof(Config)]) is { } fromConfig
                ? fromConfig.Invoke([deployment])
                : Activator.CreateInstance(type));
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            throw new ConfigurationException($"{Section}.{key} cannot be made a {name}: {cause.Message}", cause);
        }
    }

    private Type TypeOf(string key, string name)
    {
        var typeName = _typeNames.GetValueOrDefault(name, name);
        if (IsLeftOut(typeName))
            throw new ConfigurationException($"{Section}.{key}.router is {name}: the embedded runtime has no such router. {OtherRuntime}");

        var type = RuntimeTypes.Find(typeName);
        if (type == null || !typeof(RouterConfig).IsAssignableFrom(type))
        {
            throw new ConfigurationException(
                $"{Section}.{key}.router is {name}; it must be one of {string.Join(", ", Known)}, or the name of a type that extends RouterConfig.");
        }
        return type;
    }

    private IEnumerable<string> Known => _typeNames.Where(alias => !IsLeftOut(alias.Value)).Select(alias => alias.Key).Order();

    private static bool IsLeftOut(string typeName) => LeftOut.Any(name => typeName.Contains(name, StringComparison.Ordinal));

    private static void RefuseSizeThatIsNone(string key, Config deployment)
    {
        var size = deployment.GetString("nr-of-instances", "0");
        if (!int.TryParse(size, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) || number < 0)
            throw new ConfigurationException($"{Section}.{key}.nr-of-instances is {size}; it must be 0 or more.");
    }

    private static void RefuseRemote(string key, Config deployment)
    {
        if (deployment.GetString("remote", "") is { Length: > 0 } address)
            throw new ConfigurationException($"{Section}.{key}.remote is {address}: the embedded runtime is one machine's. {OtherRuntime}");
        if (deployment.GetBoolean("cluster.enabled"))
            throw new ConfigurationException($"{Section}.{key}.cluster.enabled is on: the embedded runtime has no cluster. {OtherRuntime}");
    }
}
