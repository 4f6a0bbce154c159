namespace Crosstown.Actors.Settings;

/// <summary>Reads the settings of pools, and the retry settings of the root.</summary>
internal static class PoolSettingsReader
{
    private const string RootRetry = "deferral.retry";
    private const string Defaults = "pool-defaults";
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    public static PoolSettings Read(SettingsReader section, string name)
    {
        var path = $"pools.{name}";
        section.RefuseUnknownIn(path, "timeout = 30s", "timeout", "capacity", "on-failure", "retry", "rate", "circuit");
        return new PoolSettings(name)
        {
            Timeout = section.Has($"{path}.timeout") ? section.TimeOr($"{path}.timeout", "infinite", Millisecond, Day) ?? Timeout.InfiniteTimeSpan : null,
            Capacity = section.Has($"{path}.capacity") ? section.IntOr($"{path}.capacity", "unlimited", 1, 10_000_000) : null,
            OnFailure = section.Has($"{path}.on-failure")
                ? section.Choice($"{path}.on-failure", ("restart", RouteeFailure.Restart), ("resume", RouteeFailure.Resume), ("stop", RouteeFailure.Stop))
                : RouteeFailure.Restart,
            Retry = section.Has($"{path}.retry") ? ReadRetry(section, $"{path}.retry") : null,
            Rate = section.Has($"{path}.rate") ? ReadRate(section, $"{path}.rate") : null,
            Circuit = section.Has($"{path}.circuit") ? ReadCircuit(section, $"{path}.circuit") : null,
        };
    }

    /// <param name="section">The section <c>crosstown</c>.</param>
    /// <param name="path">The retry section of a pool; what it leaves out comes from the root's.</param>
    public static RetrySettings ReadRetry(SettingsReader section, string path = RootRetry)
    {
        section.RefuseUnknownIn(path, "attempts = 4", "attempts", "backoff", "max-backoff", "jitter", "pause-pool", "retry-on");
        return new RetrySettings
        {
            Attempts = section.Int(Own("attempts"), 1, 1000),
            Backoff = section.Time(Own("backoff"), TimeSpan.Zero, Day),
            MaxBackoff = section.Time(Own("max-backoff"), TimeSpan.Zero, Day),
            Jitter = section.Switch(Own("jitter")),
            PausePool = section.Switch(Own("pause-pool")),
            RetryOn = section.Names(Own("retry-on"), "an exception type such as HttpRequestException"),
        };

        string Own(string key) => section.Has($"{path}.{key}") ? $"{path}.{key}" : $"{RootRetry}.{key}";
    }

    private static RateSettings ReadRate(SettingsReader section, string path)
    {
        section.RefuseUnknownIn(path, "permits = 1", "permits", "window", "burst");
        var permits = section.Int($"{path}.permits", 1, 1_000_000);
        return new RateSettings
        {
            Permits = permits,
            Window = section.Time(OwnOrDefault(section, path, "rate.window"), Millisecond, Day),
            Burst = section.Has($"{path}.burst") ? section.Int($"{path}.burst", 1, 1_000_000) : permits,
        };
    }

    private static CircuitSettings ReadCircuit(SettingsReader section, string path)
    {
        section.RefuseUnknownIn(path, "failures = 0.5", "failures", "of", "within", "open", "when-open");
        return new CircuitSettings
        {
            Failures = section.Share(Own("failures")),
            Of = section.Int(Own("of"), 1, 10_000),
            Within = section.Time(Own("within"), Millisecond, Day),
            Open = section.Time(Own("open"), Millisecond, Day),
            WhenOpen = section.Choice(Own("when-open"), ("wait", WhenOpen.Wait), ("fail", WhenOpen.Fail)),
        };

        string Own(string key) => OwnOrDefault(section, path, $"circuit.{key}");
    }

    /// <param name="section">The section <c>crosstown</c>.</param>
    /// <param name="path">The pool's own section, such as <c>pools.calls.rate</c>.</param>
    /// <param name="key">The section's name and the key in it.</param>
    private static string OwnOrDefault(SettingsReader section, string path, string key) =>
        $"{path[..path.LastIndexOf('.')]}.{key}" is var own && section.Has(own) ? own : $"{Defaults}.{key}";
}
