using Akka.Configuration;
using Akka.TestKit;
using Crosstown.Web.Hosting;

namespace Crosstown.TestKit;

/// <summary>The configuration of an actor system that a test host is to adopt (<see cref="CrosstownTestOptions.ActorSystem"/>).</summary>
public static class CrosstownTestConfig
{
    /// <summary>
    /// Creates the configuration to give to the constructor of a <c>TestKit</c>: the deployments of pools and the aliases of routers are read when an actor system is made, so they can't
    /// be added later.
    /// </summary>
    /// <param name="hocon">HOCON of the test's own, which comes first: pools, deployments, settings.</param>
    /// <exception cref="ConfigurationException">The HOCON does not parse.</exception>
    public static Config Create(string hocon = "") =>
        ConfigurationFactory.ParseString(hocon).WithFallback(ShutdownHook.Off).WithFallback(CrosstownSettings.Reference).WithFallback(TestKitBase.DefaultConfig);
}
