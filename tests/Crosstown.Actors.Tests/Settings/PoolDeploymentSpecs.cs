using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Tests.Settings;

/// <summary>docs/design.md §2.14: what no pool can be is refused before there is an actor system.</summary>
public sealed class PoolDeploymentSpecs
{
    private const string Choices = "it must be least-busy-pool, round-robin-pool or random-pool.";
    private const string Elsewhere = "a group, whose routees are actors elsewhere that know no deferrals";
    private const string Several = "which sends one deferral to several routees";

    public static TheoryData<string, string> Refused => new()
    {
        { "router = roundrobin", $"router is roundrobin, which is no router: akka.actor.router.type-mapping does not have it; {Choices}" },
        { "router = \"\"", $"router is , which is no router: akka.actor.router.type-mapping does not have it; {Choices}" },
        { "router = cluster-metrics-adaptive-pool", $"router is cluster-metrics-adaptive-pool, whose type Akka.Cluster.Metrics.AdaptiveLoadBalancingPool, Akka.Cluster.Metrics cannot be loaded; {Choices}" },
        { "router = round-robin-group, routees.paths = [\"/user/a\"]", $"router is round-robin-group, {Elsewhere}; {Choices}" },
        { "router = random-group", $"router is random-group, {Elsewhere}; {Choices}" },
        { "router = broadcast-group", $"router is broadcast-group, {Elsewhere}; {Choices}" },
        { "router = consistent-hashing-group", $"router is consistent-hashing-group, {Elsewhere}; {Choices}" },
        { "router = scatter-gather-group", $"router is scatter-gather-group, {Elsewhere}; {Choices}" },
        { "router = tail-chopping-group", $"router is tail-chopping-group, {Elsewhere}; {Choices}" },
        { "router = consistent-hashing-pool", $"router is consistent-hashing-pool, which routes by a hash key, and a deferral has none; {Choices}" },
        { "router = tail-chopping-pool, tail-chopping-router.interval = 20ms", $"router is tail-chopping-pool, {Several}; {Choices}" },
        { "router = scatter-gather-pool, within = 1s", $"router is scatter-gather-pool, {Several}; {Choices}" },
        { "router = broadcast-pool", $"router is broadcast-pool, {Several}; {Choices}" },
        { "router = smallest-mailbox-pool", $"router is smallest-mailbox-pool, which looks into mailboxes, and nothing in them shows which routee is busy; {Choices}" },
        { "router = round-robin-pool, nr-of-instances = 0", "nr-of-instances is 0; it must be 1 or more: a pool without routees runs nothing." },
        { "nr-of-instances = 0", "nr-of-instances is 0; it must be 1 or more: a pool without routees runs nothing." },
        { "nr-of-instances = -1", "nr-of-instances is -1; it must be 1 or more: a pool without routees runs nothing." },
        { "nr-of-instances = many", "nr-of-instances is many; it must be 1 or more: a pool without routees runs nothing." },
        { "resizer { lower-bound = 2, upper-bound = 4 }", "resizer.enabled is missing; it must be on, or the resizer does nothing." },
        { "resizer { enabled = on, lower-bound = 4, upper-bound = 2 }", "resizer is no resizer: upperBound must be >= lowerBound, was: 2 < 4" },
        { "resizer { enabled = on, lower-bound = few }", "resizer is no resizer: " },
        { "resizer { enabled = on, lower-bound = 0, upper-bound = 0 }", "resizer.upper-bound is 0; it must be 1 or more: a pool without routees runs nothing." },
        { "router = round-robin-pool, resizer { enabled = on, lower-bound = 0, upper-bound = 4 }", "resizer.enabled is on beside router = round-robin-pool: that resizer looks into mailboxes, and nothing in them shows which routee is busy; make the router least-busy-pool, or remove the resizer." },
        { "router = own-pool, resizer { enabled = on, lower-bound = 0, upper-bound = 4 }", "resizer.lower-bound is 0; it must be 1 or more: a pool without routees runs nothing." },
        { "cluster { enabled = on, allow-local-routees = on }", "cluster.enabled is on; a pool's routees run in this process: remove it." },
        { "remote = \"akka.tcp://shop@elsewhere:8080\"", "remote is akka.tcp://shop@elsewhere:8080; a pool and its routees run in this process: remove it." },
        { "target.nodes = [\"akka.tcp://shop@elsewhere:8080\"]", "target names nodes; a pool's routees run in this process: remove it." },
        { "router = round-robin-pool, dispatcher = mine", "dispatcher is mine; it is not read there: the threads of every pool are crosstown.dispatchers.pool, and the dispatcher of one pool's routees is that of \"/crosstown/pools/calls/*\"." },
        { "mailbox = mine", "mailbox is mine; it is not read there: remove it, or set it for your own actors in \"/crosstown/pools/calls/*/actor\"." },
        { "pool-dispatcher { type = Dispatcher }", "pool-dispatcher is not read there: set crosstown.dispatchers.pool, or dispatcher in \"/crosstown/pools/calls/*\"." },
        { "nr-of-instanes = 4", "nr-of-instanes is not read by a pool; did you mean nr-of-instances?" },
        { "router = own-router", $"router is own-router, whose type {typeof(OwnRouter).AssemblyQualifiedName} is no Akka.Routing.Pool; {Choices}" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_deployment_that_no_pool_can_have_is_an_error_with_path_value_and_cure(string deployment, string sentence) =>
        Assert.Contains(
            $"akka.actor.deployment./crosstown/pools/calls.{sentence}",
            Assert.Throws<ConfigurationException>(() => Read($"akka.actor.deployment./crosstown/pools/calls {{ {deployment} }}")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_deployment_that_is_no_object_is_refused() =>
        Assert.Equal(
            "akka.actor.deployment./crosstown/pools/calls is no object; it must be one such as { router = least-busy-pool, nr-of-instances = 16 }.",
            Assert.Throws<ConfigurationException>(() => Read("akka.actor.deployment { /crosstown/pools/calls = 16 }")).Message);

    [Theory, InlineData("/crosstown/pools/*"), InlineData("/*/pools/*"), InlineData("/crosstown/*/calls"), InlineData("/crosstown/**"), InlineData("/**"), InlineData("/crosstown/pools/**")]
    public void A_wildcard_deployment_that_covers_a_pool_is_checked_too(string path) =>
        Assert.StartsWith(
            $"akka.actor.deployment.{path}.router is round-robin-group, {Elsewhere}",
            Assert.Throws<ConfigurationException>(() => Read($"akka.actor.deployment {{ \"{path}\" {{ router = round-robin-group }} }}")).Message,
            StringComparison.Ordinal);

    [Theory, InlineData("/other"), InlineData("/crosstown/pools/calls/*"), InlineData("/crosstown/pools/*/*/actor"), InlineData("/*/calls"), InlineData("/*")]
    public void The_deployment_of_an_actor_of_the_application_is_not_checked(string path) =>
        Read($"akka.actor.deployment {{ \"{path}\" {{ router = round-robin-group, dispatcher = mine, cluster.enabled = on }} }}");

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_with_the_text_that_sets_it()
    {
        var file = new SettingsSource("akka.hocon", ConfigurationFactory.ParseString("akka.actor.deployment./crosstown/pools/calls { router = roundrobin, nr-of-instances = 0 }"));
        var error = Assert.Throws<ConfigurationException>(() => CrosstownSettings.Create(file.Config, [file]));
        Assert.Equal(2, error.Message.Split(Environment.NewLine).Count(static line => line.EndsWith(" It is set in akka.hocon.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", 16), InlineData("nr-of-instances = 5", 5), InlineData("router = from-code, nr-of-instances = 5", 5)]
    [InlineData("resizer { enabled = on, lower-bound = 3, upper-bound = 7 }", 3), InlineData("nr-of-instances = 5, resizer { enabled = on, lower-bound = 3, upper-bound = 7, backoff-rate = 0 }", 5)]
    [InlineData("nr-of-instances = 5, resizer { enabled = off }", 5), InlineData("dispatcher = \"\"", 16)]
    [InlineData("router = least-busy-pool, nr-of-instances = 5", 5), InlineData("router = round-robin-pool, nr-of-instances = 5", 5), InlineData("router = random-pool", 1), InlineData("router = own-pool, nr-of-instances = 5, of-its-own = 1", 5)]
    public async Task A_deployment_says_how_many_routees_there_are_with_a_router_or_without(string deployment, int routees)
    {
        foreach (var path in new[] { "/crosstown/pools/calls", "\"/crosstown/pools/*\"" })
        {
            await using var host = new TrafficHost($"{Own}\ncrosstown.pools.calls {{ }}\nakka.actor.deployment {{ {path} {{ {deployment} }} }}");
            Assert.Equal(routees, (await host.Pool("calls").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Count());
            Assert.Equal(path == "/crosstown/pools/calls" ? 16 : routees, (await host.Pool("default").Router.Ask<Routees>(GetRoutees.Instance, Stress.Patience)).Members.Count());
            var request = host.Request();
            for (var i = 0; i < 10; i++)
                request.Defer(static async () => await Task.Yield(), new DeferralOptions { Pool = "calls" });
            request.End();
            Assert.Equal(10, (await host.SettledAsync()).Ran);
        }
    }

    [Fact]
    public async Task A_pools_own_deployment_comes_before_a_wildcards_and_a_texts_before_anothers()
    {
        const string First = "akka.actor.deployment { /crosstown/pools/default { nr-of-instances = 3 } }";
        const string Second = "akka.actor.deployment { \"/crosstown/pools/*\" { nr-of-instances = 2 }\n /crosstown/pools/default { nr-of-instances = 4, resizer { enabled = on, upper-bound = 9, messages-per-resize = 1000 } } }";
        var config = ConfigurationFactory.ParseString(First).WithFallback(ConfigurationFactory.ParseString(Second));
        var router = CrosstownSettings.Create(config).Deployments.SizeOf("default");
        Assert.Equal(3, router.Instances);
        Assert.NotNull(router.Resizer);
        Assert.Equal(2, CrosstownSettings.Create(config).Deployments.SizeOf("other").Instances);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_routees_deployment_has_their_dispatcher()
    {
        await using var host = new TrafficHost(
            "mine { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool { thread-count = 1 } }\nakka.actor.deployment { \"/crosstown/pools/default/*\" { dispatcher = mine } }");
        var name = new TaskCompletionSource<string?>();
        var request = host.Request();
        request.Defer(() => name.SetResult(Thread.CurrentThread.Name));
        request.End();
        Assert.StartsWith("mine", await name.Task.WaitAsync(Stress.Patience), StringComparison.Ordinal);
    }

    private static string Own => $"akka.actor.router.type-mapping {{ own-pool = \"{typeof(OwnPool).AssemblyQualifiedName}\", own-router = \"{typeof(OwnRouter).AssemblyQualifiedName}\" }}";

    private static CrosstownSettings Read(string hocon) => CrosstownSettings.Create(ConfigurationFactory.ParseString($"{Own}\n{hocon}"));

    public sealed class OwnPool(Config config) : Pool(config.GetInt("nr-of-instances"), null, DefaultSupervisorStrategy, "akka.actor.default-dispatcher", false)
    {
        public override Router CreateRouter(ActorSystem system) => new(new RoundRobinRoutingLogic());

        public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

        public override Akka.Util.ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();
    }

    public sealed class OwnRouter : CustomRouterConfig
    {
        public override Router CreateRouter(ActorSystem system) => throw new NotSupportedException();

        public override Akka.Util.ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException();
    }
}
