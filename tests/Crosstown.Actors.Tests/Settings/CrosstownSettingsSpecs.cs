using Akka.Configuration;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Tests.Settings;

/// <summary>docs/design.md §2.14 and §5: loud configuration.</summary>
public sealed class CrosstownSettingsSpecs
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "crosstown.admission.capacity = 0", "crosstown.admission.capacity is 0; it must be 1 to 10000000." },
        { "crosstown.admission.capacity = many", "crosstown.admission.capacity is many; it must be 1 to 10000000." },
        { "crosstown.admission.per-request = 1000001", "crosstown.admission.per-request is 1000001; it must be 1 to 1000000." },
        { "crosstown.admission.on-full = drop", "crosstown.admission.on-full is drop; it must be refuse or run-inline." },
        { "crosstown.admission.wait = 11m", "crosstown.admission.wait is 11m; it must be a time of 0s to 10m, such as 10m." },
        { "crosstown.admission.retry-after = 100ms", "crosstown.admission.retry-after is 100ms; it must be a time of 1s to 1h, such as 1h." },
        { "crosstown.deferral.timeout = soon", "crosstown.deferral.timeout is soon; it must be a time of 1ms to 24h, such as 24h, or infinite." },
        { "crosstown.same-thread.lanes = 65", "crosstown.same-thread.lanes is 65; it must be 1 to 64." },
        { "crosstown.sequential.stop-on-failure = maybe", "crosstown.sequential.stop-on-failure is maybe; it must be on or off." },
        { "crosstown.without-request = shrug", "crosstown.without-request is shrug; it must be pool or run-now or fail." },
        { "crosstown.collecting-lease = 1ms", "crosstown.collecting-lease is 1ms; it must be a time of 1s to 24h, such as 24h, or off." },
        { "crosstown.telemetry.trace = none", "crosstown.telemetry.trace is none; it must be parent or link." },
        { "crosstown.no-go = [\"4xy\"]", "crosstown.no-go: \"4xy\" is not a no-go rule: at position 2 'x' is not a digit." },
        { "crosstown.no-go = { a = 1 }", "crosstown.no-go is not a list; it must be a list of no-go rules such as [\"4xx\", \"5xx\"], or a string of them." },
        { "crosstown.no-go = \"\"", "crosstown.no-go is an empty string; it must name a rule such as \"4xx\". An empty list, [], means: run whatever happened." },
        { "crosstown.no-go = \"  \"", "crosstown.no-go is an empty string;" },
        { "crosstown.no-go = [\"\"]", "crosstown.no-go: \"\" is not a no-go rule: at position 1 a rule is missing here." },
        { "crosstown.no-go = [\"404\", \"\"]", "crosstown.no-go: \"\" is not a no-go rule: at position 1 a rule is missing here." },
        { "crosstown.no-go = [[404], 500]", "crosstown.no-go has a list among its items; each must be a rule such as \"4xx\"." },
        { "crosstown.no-go = [[]]", "crosstown.no-go has a list among its items; each must be a rule such as \"4xx\"." },
        { "codes = [404]\ncrosstown.no-go = [${codes}]", "crosstown.no-go has a list among its items; each must be a rule such as \"4xx\"." },
        { "crosstown.no-go = [{ status = 404 }]", "crosstown.no-go has an object among its items; each must be a rule such as \"4xx\"." },
        { "crosstown.no-go = [404, null]", "crosstown.no-go has null among its items; each must be a rule such as \"4xx\"." },
        { "crosstown.no-go = [404] 500", "crosstown.no-go is a list with 500 beside it; put that into the list." },
        { "crosstown.no-go = {}", "crosstown.no-go is not a list" },
        { "crosstown.pools.calls.timeout = 0s", "crosstown.pools.calls.timeout is 0s; it must be a time of 1ms to 24h, such as 24h, or infinite." },
        { "crosstown.pools.calls.capacity = -1", "crosstown.pools.calls.capacity is -1; it must be 1 to 10000000, or unlimited." },
        { "crosstown.pools.calls.on-failure = ignore", "crosstown.pools.calls.on-failure is ignore; it must be restart or resume or stop." },
        { "crosstown.pools.calls = 5", "crosstown.pools.calls is 5; it must be an object such as { timeout = 30s }." },
        { "crosstown.admission = 5", "crosstown.admission is 5; it must be an object." },
        { "crosstown.drain-timeout = 25s", "akka.coordinated-shutdown.phases.service-requests-done.timeout is 00:00:25; it must be above crosstown.drain-timeout (00:00:25), or the drain would be cut short." },
        { "crosstown.health.slots = 0", "crosstown.health.slots is 0; it must be a number above 0 and at most 1, such as 0.5." },
        { "crosstown.health.slots = 1.1", "crosstown.health.slots is 1.1; it must be a number above 0 and at most 1, such as 0.5." },
        { "crosstown.health.oldest-queued = 0s", "crosstown.health.oldest-queued is 0s; it must be a time of 1ms to 24h, such as 24h, or off." },
        { "crosstown.status.capacity = 0", "crosstown.status.capacity is 0; it must be 1 to 1000000." },
        { "crosstown.status.poll-after = 500ms", "crosstown.status.poll-after is 500ms; it must be a time of 1s to 1h, such as 1h." },
        { "crosstown.failure-handler.timeout = 0s", "crosstown.failure-handler.timeout is 0s; it must be a time of 1ms to 1h, such as 1h." },
        { "crosstown.drain-grace = 20s", "crosstown.drain-grace is 00:00:20; it must be below crosstown.drain-timeout (00:00:20), of which it is the last part." },
        { "crosstown { drain-timeout = 0s, drain-grace = 1s }", "crosstown.drain-grace is 00:00:01; it must be below crosstown.drain-timeout (00:00:00), of which it is the last part." },
        { "crosstown.admision.capacity = 5", "crosstown.admision is unknown; did you mean admission?" },
        { "crosstown.admission.capcity = 5", "crosstown.admission.capcity is unknown; did you mean capacity?" },
        { "crosstown.pools.calls.timout = 5s", "crosstown.pools.calls.timout is unknown; did you mean timeout?" },
        { "crosstown.admission.capacity = null", "crosstown.admission.capacity is null; it must be 1 to 10000000." },
        { "crosstown.admission = null", "crosstown.admission is null; it must be an object." },
        { "crosstown.no-go = null", "crosstown.no-go is not a list" },
        { "crosstown = 5", "crosstown is 5; it must be an object." },
        { "crosstown.pools = 5", "crosstown.pools is 5; it must be an object." },
        { "crosstown.dispatchers = 5", "crosstown.dispatchers is 5; it must be an object." },
        { "crosstown.pools.calls = null", "crosstown.pools.calls is null; it must be an object such as { timeout = 30s }." },
        { "crosstown.pools.calls.router = x", "crosstown.pools.calls.router is unknown: it belongs to the pool's deployment, akka.actor.deployment./crosstown/pools/calls." },
        { "crosstown.pools.calls.nr-of-instances = 4", "akka.actor.deployment./crosstown/pools/calls." },
        { "crosstwon { }", "crosstwon is unknown; did you mean crosstown?" },
        { "crosstwon.no-go = [404]\ncrosstown.drain-timeout = 5s", "crosstwon is unknown; did you mean crosstown?" },
        { "Crosstown { }", "Crosstown is unknown; did you mean crosstown?" },
        { "cross-town { }", "cross-town is unknown; did you mean crosstown?" },
        { "crostown = 5", "crostown is unknown; did you mean crosstown?" },
        { "crosstown.nogo = []", "crosstown.nogo is unknown; did you mean no-go?" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_with_path_value_and_cure(string hocon, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<ConfigurationException>(() => Read(hocon)).Message, StringComparison.Ordinal);

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var error = Assert.Throws<ConfigurationException>(() => Read("crosstown.admission { capacity = 0, onfull = x }\ncrosstown.without-request = y"));
        Assert.Equal(["crosstown.admission.onfull", "crosstown.admission.capacity", "crosstown.without-request"], error.Message.Split(Environment.NewLine).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void A_drain_shorter_than_the_default_grace_is_no_error()
    {
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), Drain("crosstown.drain-timeout = 1s"));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), Drain("crosstown { drain-timeout = 0s, drain-grace = 0s }"));

        static (TimeSpan, TimeSpan) Drain(string hocon) => Read(hocon) is var settings ? (settings.DrainTimeout, settings.DrainGrace) : default;
    }

    [Theory]
    [InlineData("shop { }"), InlineData("crossroads { }"), InlineData("town { }"), InlineData("downtown { }"), InlineData("crosstown-shop { }"), InlineData("petabridge { }"), InlineData("aka { }")]
    public void Root_keys_of_the_application_are_not_checked(string hocon) => Read(hocon);

    [Theory]
    [InlineData("aka"), InlineData("acka"), InlineData("Akka"), InlineData("akkka")]
    public void In_a_text_that_is_read_for_Crosstown_alone_a_misspelled_akka_is_named(string key)
    {
        var file = ConfigurationFactory.ParseString($"{key}.loglevel = DEBUG\nkafka {{ }}\nback {{ }}");
        var error = Assert.Throws<ConfigurationException>(() => CrosstownSettings.Create(file, [new SettingsSource("/app/akka.hocon", file)]));
        Assert.Equal($"{key} is unknown; did you mean akka? It is set in /app/akka.hocon.", error.Message);
    }

    [Fact]
    public void Every_setting_has_a_default_in_the_reference()
    {
        var settings = Read("");
        Assert.Equal("4xx, 5xx, truncated", settings.NoGo.ToString());
        Assert.Equal(["default"], settings.Pools.Keys);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.DrainTimeout);
    }

    [Theory]
    [InlineData("crosstown.no-go = \"5xx, 400-405\"", "5xx, 400-405")]
    [InlineData("crosstown.no-go = 404", "404")]
    [InlineData("crosstown.no-go = [404, \"5xx\"]", "404, 5xx")]
    [InlineData("crosstown.no-go = [404\n, \"5xx\",]", "404, 5xx")]
    [InlineData("crosstown.no-go = [404, \"5xx, !503\"]", "404, 5xx, !503")]
    [InlineData("crosstown.no-go = [404] [500]", "404, 500")]
    [InlineData("errors = [404]\ncrosstown.no-go = ${errors}", "404")]
    [InlineData("errors = [404]\ncrosstown.no-go = ${errors} [500]", "404, 500")]
    [InlineData("code = 404\ncrosstown.no-go = [${code}, 500]", "404, 500")]
    [InlineData("codes = \"404, 5xx\"\ncrosstown.no-go = ${codes}", "404, 5xx")]
    public void A_status_list_is_read_by_the_kind_of_its_value(string hocon, string rules) => Assert.Equal(rules, Read(hocon).NoGo.ToString());

    [Theory]
    [InlineData("[]"), InlineData("[ ]"), InlineData("[\n]"), InlineData("[ # none\n ]"), InlineData("${none}"), InlineData("${none} ${none}")]
    public void An_empty_list_of_statuses_means_run_whatever_happened(string list)
    {
        var settings = Read($"none = []\ncrosstown.no-go = {list}");
        Assert.Empty(settings.NoGo);
        var set = settings.NoGo.Resolve(NoGoSet.Empty);
        Assert.DoesNotContain(Enumerable.Range(100, 900), set.Stops);
        Assert.False(set.Truncated || set.Aborted);
    }

    [Fact]
    public void An_empty_list_goes_before_the_fuller_one_of_a_file_beneath() =>
        Assert.Empty(CrosstownSettings.Create(ConfigurationFactory.ParseString("crosstown.no-go = []").WithFallback(ConfigurationFactory.ParseString("crosstown.no-go = [404]"))).NoGo);

    [Fact]
    public void A_pool_is_declared_by_its_name_alone()
    {
        var settings = Read("crosstown.pools { calls { timeout = 30s, capacity = 5, on-failure = stop } mail { } }");
        Assert.Equal(["calls", "default", "mail"], settings.Pools.Keys.Order());
        Assert.Equal(TimeSpan.FromSeconds(30), settings.Pools["calls"].Timeout);
        Assert.Equal(5, settings.Pools["calls"].Capacity);
        Assert.Equal(RouteeFailure.Stop, settings.Pools["calls"].OnFailure);
        Assert.Null(settings.Pools["mail"].Timeout);
        Assert.Null(settings.Pools["mail"].Capacity);
    }

    [Fact]
    public void The_pools_that_are_deployed_are_known()
    {
        var settings = Read("akka.actor.deployment { /crosstown/pools/calls { nr-of-instances = 3 }\n \"/crosstown/pools/mail/*/actor\" { dispatcher = x }\n \"/crosstown/pools/*\" { }\n /other { } }");
        Assert.Equal(["calls", "mail"], settings.Deployments.Names.Order());
    }

    [Theory]
    [InlineData("crosstown.no-go = [\"!404\"]")]
    public void The_outermost_list_may_begin_with_an_exception(string hocon) => Assert.Equal([true], Read(hocon).NoGo.Select(rule => rule.IsException));

    private static CrosstownSettings Read(string hocon) => CrosstownSettings.Create(ConfigurationFactory.ParseString(hocon));
}
