using Akka.Configuration;

namespace Crosstown.Actors.Tests.Settings;

/// <summary>docs/reference/settings.md: retry, rate and circuit of a pool.</summary>
public sealed class WaitSettingsSpecs
{
    [Fact]
    public void A_pool_without_the_sections_has_none_of_the_three()
    {
        var settings = Read("crosstown.pools.calls { }");
        var calls = settings.Pools["calls"];
        Assert.Equal((null, null, null), (calls.Retry, calls.Rate, calls.Circuit));
        Assert.Equal((1, TimeSpan.FromHours(1)), (settings.Retry.Attempts, settings.MaxDelay));
    }

    [Fact]
    public void What_a_pools_retry_leaves_out_comes_from_the_roots()
    {
        var retry = Read("crosstown.deferral.retry { backoff = 7s, jitter = off }\ncrosstown.pools.calls.retry { attempts = 4, retry-on = [\"TimeoutException\", \"HttpRequestException\"] }").Pools["calls"].Retry!;
        Assert.Equal((4, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(30), false, false), (retry.Attempts, retry.Backoff, retry.MaxBackoff, retry.Jitter, retry.PausePool));
        Assert.Equal(["TimeoutException", "HttpRequestException"], retry.RetryOn);
    }

    [Fact]
    public void The_burst_of_a_rate_is_its_permits_and_a_circuit_has_defaults()
    {
        var pool = Read("crosstown.pools.calls { rate { permits = 3 }\n circuit { of = 5 }\n }").Pools["calls"];
        Assert.Equal((3, TimeSpan.FromSeconds(1), 3), (pool.Rate!.Permits, pool.Rate.Window, pool.Rate.Burst));
        Assert.Equal((0.5, 5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), WhenOpen.Wait), (pool.Circuit!.Failures, pool.Circuit.Of, pool.Circuit.Within, pool.Circuit.Open, pool.Circuit.WhenOpen));
        Assert.NotNull(Read("crosstown.pools.calls.circuit { }").Pools["calls"].Circuit);
    }

    [Theory]
    [InlineData("retry.attempts = 0", "crosstown.pools.calls.retry.attempts is 0; it must be 1 to 1000.")]
    [InlineData("retry.attempts = many", "crosstown.pools.calls.retry.attempts is many; it must be 1 to 1000.")]
    [InlineData("retry.backoff = 25h", "crosstown.pools.calls.retry.backoff is 25h; it must be a time of 0s to 24h")]
    [InlineData("retry.max-backoff = soon", "crosstown.pools.calls.retry.max-backoff is soon; it must be a time of 0s to 24h")]
    [InlineData("retry.jitter = maybe", "crosstown.pools.calls.retry.jitter is maybe; it must be on or off.")]
    [InlineData("retry.pause-pool = 1", "crosstown.pools.calls.retry.pause-pool is 1; it must be on or off.")]
    [InlineData("retry.retry-on = IOException", "crosstown.pools.calls.retry.retry-on is IOException; it must be a list, each item of which is an exception type such as HttpRequestException.")]
    [InlineData("retry.atempts = 2", "crosstown.pools.calls.retry.atempts is unknown; did you mean attempts?")]
    [InlineData("retry = 3", "crosstown.pools.calls.retry is 3; it must be an object such as { attempts = 4 }.")]
    [InlineData("rate { }", "crosstown.pools.calls.rate.permits is missing; it must be 1 to 1000000.")]
    [InlineData("rate { permits = 1, window = 0s }", "crosstown.pools.calls.rate.window is 0s; it must be a time of 1ms to 24h")]
    [InlineData("rate { permits = 1, burst = 0 }", "crosstown.pools.calls.rate.burst is 0; it must be 1 to 1000000.")]
    [InlineData("circuit.failures = 0", "crosstown.pools.calls.circuit.failures is 0; it must be a number above 0 and at most 1, such as 0.5.")]
    [InlineData("circuit.failures = 1.5", "crosstown.pools.calls.circuit.failures is 1.5; it must be a number above 0 and at most 1, such as 0.5.")]
    [InlineData("circuit.of = 0", "crosstown.pools.calls.circuit.of is 0; it must be 1 to 10000.")]
    [InlineData("circuit.open = off", "crosstown.pools.calls.circuit.open is off; it must be a time of 1ms to 24h")]
    [InlineData("circuit.when-open = drop", "crosstown.pools.calls.circuit.when-open is drop; it must be wait or fail.")]
    public void A_wrong_value_is_an_error_that_names_it_and_what_is_allowed(string pool, string error) =>
        Assert.Contains(error, Assert.Throws<ConfigurationException>(() => Read($"crosstown.pools.calls.{pool}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("deferral.retry.attempts = 0", "crosstown.deferral.retry.attempts is 0; it must be 1 to 1000.")]
    [InlineData("deferral.max-delay = 2d", "crosstown.deferral.max-delay is 2d; it must be a time of 0s to 24h")]
    [InlineData("pool-defaults.circuit.of = 0\ncrosstown.pools.calls.circuit { }", "crosstown.pool-defaults.circuit.of is 0; it must be 1 to 10000.")]
    public void So_is_a_wrong_value_of_the_root(string root, string error) =>
        Assert.Contains(error, Assert.Throws<ConfigurationException>(() => Read($"crosstown.{root}")).Message, StringComparison.Ordinal);

    private static CrosstownSettings Read(string hocon) => CrosstownSettings.Create(ConfigurationFactory.ParseString(hocon));
}
