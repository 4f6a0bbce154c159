using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class DefaultsSpecs
{
    public static TheoryData<string, string> Documented => new()
    {
        { "akka.loglevel", "INFO" },
        { "akka.stdout-loglevel", "WARNING" },
        { "akka.loggers-dispatcher", "akka.actor.default-dispatcher" },
        { "akka.logger-startup-timeout", "5s" },
        { "akka.log-config-on-start", "off" },
        { "akka.log-dead-letters", "10" },
        { "akka.log-dead-letters-during-shutdown", "off" },
        { "akka.log-dead-letters-suspend-duration", "5 minutes" },
        { "akka.actor.guardian-supervisor-strategy", "Akka.Actor.DefaultSupervisorStrategy" },
        { "akka.actor.creation-timeout", "20s" },
        { "akka.actor.ask-timeout", "infinite" },
        { "akka.actor.unstarted-push-timeout", "10s" },
        { "akka.actor.default-dispatcher.type", "Dispatcher" },
        { "akka.actor.default-dispatcher.throughput", "30" },
        { "akka.actor.default-dispatcher.throughput-deadline-time", "0ms" },
        { "akka.actor.default-mailbox.mailbox-type", "Akka.Dispatch.UnboundedMailbox" },
        { "akka.actor.default-mailbox.mailbox-capacity", "1000" },
        { "akka.actor.default-mailbox.mailbox-push-timeout-time", "10s" },
        { "akka.actor.default-mailbox.stash-capacity", "-1" },
        { "akka.actor.deployment.default.router", "from-code" },
        { "akka.actor.deployment.default.nr-of-instances", "1" },
        { "akka.actor.deployment.default.virtual-nodes-factor", "10" },
        { "akka.actor.deployment.default.resizer.enabled", "off" },
        { "akka.actor.deployment.default.resizer.lower-bound", "1" },
        { "akka.actor.deployment.default.resizer.upper-bound", "10" },
        { "akka.actor.deployment.default.resizer.pressure-threshold", "1" },
        { "akka.actor.deployment.default.resizer.rampup-rate", "0.2" },
        { "akka.actor.deployment.default.resizer.backoff-threshold", "0.3" },
        { "akka.actor.deployment.default.resizer.backoff-rate", "0.1" },
        { "akka.actor.deployment.default.resizer.messages-per-resize", "10" },
        { "akka.actor.debug.receive", "off" },
        { "akka.actor.debug.autoreceive", "off" },
        { "akka.actor.debug.lifecycle", "off" },
        { "akka.actor.debug.event-stream", "off" },
        { "akka.actor.debug.unhandled", "off" },
        { "akka.scheduler.tick-duration", "10ms" },
        { "akka.scheduler.ticks-per-wheel", "512" },
        { "akka.scheduler.shutdown-timeout", "5s" },
        { "akka.coordinated-shutdown.default-phase-timeout", "5s" },
        { "akka.coordinated-shutdown.terminate-actor-system", "on" },
        { "akka.coordinated-shutdown.exit-clr", "off" },
        { "akka.coordinated-shutdown.run-by-clr-shutdown-hook", "on" },
        { "akka.coordinated-shutdown.run-by-actor-system-terminate", "on" },
        { "akka.coordinated-shutdown.phases.actor-system-terminate.timeout", "10 s" },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_default_is_what_the_documentation_says(string path, string value)
    {
        var config = ConfigurationFactory.Default();

        if (value is "on" or "off")
            Assert.Equal(value == "on", config.GetBoolean(path, value != "on"));
        else if (value.EndsWith('s'))
            Assert.Equal(ConfigurationFactory.ParseString($"v = {value}").GetTimeSpan("v"), config.GetTimeSpan(path));
        else
            Assert.Equal(value, config.GetString(path));
    }

    [Fact]
    public void The_phases_of_the_shutdown_stand_in_one_line()
    {
        string[] line =
        [
            "before-service-unbind", "service-unbind", "service-requests-done", "service-stop", "before-cluster-shutdown",
            "cluster-sharding-shutdown-region", "cluster-leave", "cluster-exiting", "cluster-exiting-done", "cluster-shutdown",
            "before-actor-system-terminate", "actor-system-terminate",
        ];
        var phases = ConfigurationFactory.Default().GetConfig("akka.coordinated-shutdown.phases");

        Assert.Equal(line.Order(), phases.AsEnumerable().Select(phase => phase.Key).Order());
        for (var i = 1; i < line.Length; i++)
            Assert.Equal([line[i - 1]], phases.GetStringList($"{line[i]}.depends-on"));
    }

    [Fact]
    public void Every_router_here_has_its_name()
    {
        var names = ConfigurationFactory.Default().GetConfig("akka.actor.router.type-mapping");

        Assert.Equal("Akka.Routing.RoundRobinPool", names.GetString("round-robin-pool"));
        Assert.Equal("Akka.Routing.RoundRobinGroup", names.GetString("round-robin-group"));
        Assert.Equal("Akka.Routing.RandomPool", names.GetString("random-pool"));
        Assert.Equal("Akka.Routing.SmallestMailboxPool", names.GetString("smallest-mailbox-pool"));
        Assert.Equal("Akka.Routing.BroadcastPool", names.GetString("broadcast-pool"));
        Assert.Equal("Akka.Routing.ConsistentHashingPool", names.GetString("consistent-hashing-pool"));
    }
}
