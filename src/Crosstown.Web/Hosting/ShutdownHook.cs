using Akka.Actor;
using Akka.Configuration;

namespace Crosstown.Web.Hosting;

/// <summary>
/// Akka's own hook on SIGTERM and SIGINT. It runs the coordinated shutdown, and with it the drain, while the host still serves requests, and holds up the host's own stop
/// until the actor system has ended: within a host it must be off.
/// </summary>
internal static class ShutdownHook
{
    private const string Path = "akka.coordinated-shutdown.run-by-clr-shutdown-hook";

    public static Config Off { get; } = ConfigurationFactory.ParseString($"{Path} = off");

    /// <summary>Refuses a hook that somebody has switched on by name.</summary>
    /// <exception cref="ConfigurationException">It is on.</exception>
    public static void RefuseIfOn(Config config, string actorSystem)
    {
        if (config.HasPath(Path) && config.GetBoolean(Path))
        {
            throw new ConfigurationException(
                $"{Path} is on in the configuration of the actor system {actorSystem}; it must be off, which is Crosstown's default. On SIGTERM it would end the actor system " +
                "while requests are still served, and what they defer would be refused. Remove the setting: the host ends the actor system once its server has stopped.");
        }
    }

    /// <inheritdoc cref="RefuseIfOn(Config, string)"/>
    public static void RefuseIfOn(ActorSystem system) => RefuseIfOn(system.Settings.Config, system.Name);
}
