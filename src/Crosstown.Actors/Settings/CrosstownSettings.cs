using Akka.Configuration;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors;

/// <summary>Every setting under <c>crosstown</c>, read and checked as a whole. Defaults live in reference.conf alone.</summary>
public sealed class CrosstownSettings
{
    private const string ShutdownPhaseTimeout = "akka.coordinated-shutdown.phases.service-requests-done.timeout";
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private CrosstownSettings()
    {
    }

    /// <summary>reference.conf: every default with its comment.</summary>
    public static Config Reference { get; } = ReadReference();

    /// <summary>The statuses that stop a deferral where neither it nor its endpoint says (<c>crosstown.no-go</c>).</summary>
    public required NoGoRules NoGo { get; init; }

    /// <summary>Deferrals that may be outstanding in the process (<c>crosstown.admission.capacity</c>).</summary>
    /// <value>1 to 10000000.</value>
    public required int Capacity { get; init; }

    /// <summary>Deferrals that one request may have outstanding (<c>crosstown.admission.per-request</c>).</summary>
    /// <value>1 to 1000000.</value>
    public required int PerRequest { get; init; }

    /// <summary>What a deferral meets that finds no slot (<c>crosstown.admission.on-full</c>).</summary>
    public required OnFull OnFull { get; init; }

    /// <summary>The longest that <see cref="ITraffic.TellAsync"/> waits for a slot (<c>crosstown.admission.wait</c>).</summary>
    /// <value>0 s to 10 min.</value>
    public required TimeSpan Wait { get; init; }

    /// <summary>What a refused client is told to wait (<c>crosstown.admission.retry-after</c>).</summary>
    /// <value>1 s to 1 h.</value>
    public required TimeSpan RetryAfter { get; init; }

    /// <summary>The longest that a deferral may run, from its start, where neither it nor its pool says (<c>crosstown.deferral.timeout</c>).</summary>
    /// <value>1 ms to 24 h, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</value>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long after its timeout or cancellation a routee still waits for a deferral (<c>crosstown.deferral.abandon-after</c>).</summary>
    /// <value>0 s to 24 h, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.</value>
    public required TimeSpan AbandonAfter { get; init; }

    /// <summary>Dedicated threads for same-thread deferrals (<c>crosstown.same-thread.lanes</c>).</summary>
    /// <value>1 to 64.</value>
    public required int Lanes { get; init; }

    /// <summary>How long nothing may move in a pool or lane in which something waits, before the log and the health check name it (<c>crosstown.stuck-after</c>).</summary>
    /// <value>1 s to 24 h; null for off.</value>
    public required TimeSpan? StuckAfter { get; init; }

    /// <summary>Whether a failure ends a sequence (<c>crosstown.sequential.stop-on-failure</c>).</summary>
    public required bool StopOnFailure { get; init; }

    /// <summary>Generations of deferrals made by running deferrals (<c>crosstown.nested.max-depth</c>).</summary>
    /// <value>0 to 100.</value>
    public required int NestedDepth { get; init; }

    /// <summary>Deferrals that one request's running deferrals may make (<c>crosstown.nested.max-count</c>).</summary>
    /// <value>0 to 1000000.</value>
    public required int NestedCount { get; init; }

    /// <summary>What becomes of work deferred where there is no request (<c>crosstown.without-request</c>).</summary>
    public required WithoutRequest WithoutRequest { get; init; }

    /// <summary>The longest that a response may take before its traffic is given up (<c>crosstown.collecting-lease</c>).</summary>
    /// <value>1 s to 24 h; null for off.</value>
    public required TimeSpan? CollectingLease { get; init; }

    /// <summary>How long a shutdown may take over released work (<c>crosstown.drain-timeout</c>): it runs, and for the last <see cref="DrainGrace"/> of that its tokens are cancelled.</summary>
    /// <value>0 s to 1 h.</value>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>How long cancelled work may take to end before it is left behind (<c>crosstown.drain-grace</c>): the last part of <see cref="DrainTimeout"/>. The default is half of that where it is not shorter, and so is any where the host leaves the drain no more.</summary>
    /// <value>0 s to 10 min, below <see cref="DrainTimeout"/>.</value>
    public required TimeSpan DrainGrace { get; init; }

    /// <summary>How a deferral's span belongs to its request's (<c>crosstown.telemetry.trace</c>).</summary>
    public required TraceMode Trace { get; init; }

    /// <summary>Whether a log scope surrounds each deferral (<c>crosstown.telemetry.log-scope</c>).</summary>
    public required bool LogScope { get; init; }

    /// <summary>The declared pools by name; <c>default</c> is always among them.</summary>
    public required IReadOnlyDictionary<string, PoolSettings> Pools { get; init; }

    /// <summary>What Akka.NET's deployments say about pools.</summary>
    internal PoolDeployments Deployments { get; private init; } = PoolDeployments.None;

    /// <summary>Reads the settings; <paramref name="config"/> is the whole configuration of the actor system. <see cref="Reference"/> is its last fallback, given or not.</summary>
    /// <exception cref="ConfigurationException">Names every setting that is wrong, not only the first.</exception>
    public static CrosstownSettings Create(Config config) => Create(config, []);

    /// <inheritdoc cref="Create(Config)"/>
    /// <param name="config">The whole configuration.</param>
    /// <param name="sources">What it was made of, the first one first, for errors to name.</param>
    internal static CrosstownSettings Create(Config config, IReadOnlyList<SettingsSource> sources)
    {
        ArgumentNullException.ThrowIfNull(config);
        var whole = config.WithFallback(Reference);
        var section = new SettingsReader(whole, "crosstown", sources);
        section.RefuseMisspelledRoots();
        section.RefuseUnknown(Reference);
        var settings = new CrosstownSettings
        {
            NoGo = section.NoGo("no-go"),
            Capacity = section.Int("admission.capacity", 1, 10_000_000),
            PerRequest = section.Int("admission.per-request", 1, 1_000_000),
            OnFull = section.Choice("admission.on-full", ("refuse", OnFull.Refuse), ("run-inline", OnFull.RunInline)),
            Wait = section.Time("admission.wait", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            RetryAfter = section.Time("admission.retry-after", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Timeout = section.TimeOr("deferral.timeout", "infinite", TimeSpan.FromMilliseconds(1), Day) ?? System.Threading.Timeout.InfiniteTimeSpan,
            AbandonAfter = section.TimeOr("deferral.abandon-after", "infinite", TimeSpan.Zero, Day) ?? System.Threading.Timeout.InfiniteTimeSpan,
            Lanes = section.Int("same-thread.lanes", 1, 64),
            StuckAfter = section.TimeOr("stuck-after", "off", TimeSpan.FromSeconds(1), Day),
            StopOnFailure = section.Switch("sequential.stop-on-failure"),
            NestedDepth = section.Int("nested.max-depth", 0, 100),
            NestedCount = section.Int("nested.max-count", 0, 1_000_000),
            WithoutRequest = section.Choice(
                "without-request", ("pool", WithoutRequest.Pool), ("run-now", WithoutRequest.RunNow), ("fail", WithoutRequest.Fail)),
            CollectingLease = section.TimeOr("collecting-lease", "off", TimeSpan.FromSeconds(1), Day),
            DrainTimeout = section.Time("drain-timeout", TimeSpan.Zero, TimeSpan.FromHours(1)),
            DrainGrace = section.Time("drain-grace", TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            Trace = section.Choice("telemetry.trace", ("parent", TraceMode.Parent), ("link", TraceMode.Link)),
            LogScope = section.Switch("telemetry.log-scope"),
            Pools = section.Children("pools").ToDictionary(name => name, name => ReadPool(section, name), StringComparer.Ordinal),
            Deployments = PoolDeployments.Read(whole, section),
        };
        PoolExecutorSettings.Check(whole, section);
        foreach (var dispatcher in new[] { "pool", "same-thread" })
        {
            var path = $"crosstown.dispatchers.{dispatcher}.mailbox-type";
            if (whole.GetString(path) is var mailbox && mailbox != Reference.GetString(path))
                section.Wrong(path, $"{path} is {mailbox}; Crosstown's workers hold their mail in a mailbox of their own. Remove it.");
        }

        if (whole.GetTimeSpan(ShutdownPhaseTimeout) is var phase && phase <= settings.DrainTimeout)
            section.Wrong(ShutdownPhaseTimeout, $"{ShutdownPhaseTimeout} is {phase}; it must be above crosstown.drain-timeout ({settings.DrainTimeout}), or the drain would be cut short.");
        // The default is shortened where the drain is; what somebody has set is not, for nobody would see it.
        if (settings.DrainGrace >= settings.DrainTimeout && settings.DrainGrace != Reference.GetTimeSpan("crosstown.drain-grace") && settings.DrainGrace > TimeSpan.Zero)
        {
            section.Wrong(
                "crosstown.drain-grace",
                $"crosstown.drain-grace is {settings.DrainGrace}; it must be below crosstown.drain-timeout ({settings.DrainTimeout}), of which it is the last part.");
        }

        section.ThrowIfWrong();
        return settings;
    }

    private static PoolSettings ReadPool(SettingsReader section, string name)
    {
        var path = $"pools.{name}";
        section.RefuseUnknownIn(path, "timeout", "capacity", "on-failure");
        return new PoolSettings(name)
        {
            Timeout = section.Has($"{path}.timeout")
                ? section.TimeOr($"{path}.timeout", "infinite", TimeSpan.FromMilliseconds(1), Day) ?? System.Threading.Timeout.InfiniteTimeSpan
                : null,
            Capacity = section.Has($"{path}.capacity") ? section.IntOr($"{path}.capacity", "unlimited", 1, 10_000_000) : null,
            OnFailure = section.Has($"{path}.on-failure")
                ? section.Choice(
                    $"{path}.on-failure", ("restart", RouteeFailure.Restart), ("resume", RouteeFailure.Resume), ("stop", RouteeFailure.Stop))
                : RouteeFailure.Restart,
        };
    }

    private static Config ReadReference()
    {
        using var stream = typeof(CrosstownSettings).Assembly.GetManifestResourceStream("Crosstown.Actors.reference.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
