using Akka.Configuration;
using Crosstown.Actors.NoGo;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors;

/// <summary>Every setting under <c>crosstown</c>, read and checked as a whole. Immutable. The defaults are those of reference.conf (<see cref="Reference"/>).</summary>
public sealed class CrosstownSettings
{
    private const string ShutdownPhaseTimeout = "akka.coordinated-shutdown.phases.service-requests-done.timeout";
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private CrosstownSettings()
    {
    }

    /// <summary>The content of reference.conf: every default.</summary>
    public static Config Reference { get; } = ReadReference();

    /// <summary>
    /// The statuses that stop a deferral if neither its options nor its endpoint name any (<c>crosstown.no-go</c>). The level outside it is the default: a list without
    /// <c>truncated</c> keeps the default's, and one that begins with an exception continues the default's statuses.
    /// </summary>
    /// <value>The default is <c>4xx, 5xx, truncated</c>.</value>
    public required NoGoRules NoGo { get; init; }

    /// <summary>Deferrals that may be outstanding in the process (<c>crosstown.admission.capacity</c>).</summary>
    /// <value>1 to 10000000. The default is 100000.</value>
    public required int Capacity { get; init; }

    /// <summary>Deferrals that one request may have outstanding (<c>crosstown.admission.per-request</c>).</summary>
    /// <value>1 to 1000000. The default is 10000.</value>
    public required int PerRequest { get; init; }

    /// <summary>What happens to a deferral when no slot is free (<c>crosstown.admission.on-full</c>).</summary>
    /// <value>The default is <see cref="OnFull.Refuse"/>.</value>
    public required OnFull OnFull { get; init; }

    /// <summary>The longest that <see cref="ITraffic.TellAsync"/> waits for a slot (<c>crosstown.admission.wait</c>).</summary>
    /// <value>0 s to 10 min. The default is 5 s.</value>
    public required TimeSpan Wait { get; init; }

    /// <summary>How long a refused client is told to wait before it tries again (<c>crosstown.admission.retry-after</c>).</summary>
    /// <value>1 s to 1 h. The default is 1 s.</value>
    public required TimeSpan RetryAfter { get; init; }

    /// <summary>The longest that a deferral may run, from its start, if neither its options nor its pool set a timeout (<c>crosstown.deferral.timeout</c>).</summary>
    /// <value>1 ms to 24 h, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>, the default, for no limit.</value>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long a routee waits for code that still runs after its timeout or cancellation; then the routee goes on without it (<c>crosstown.deferral.abandon-after</c>).</summary>
    /// <value>0 s to 24 h, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. The default is 30 s.</value>
    public required TimeSpan AbandonAfter { get; init; }

    /// <summary>The longest <see cref="DeferralOptions.Delay"/> (<c>crosstown.deferral.max-delay</c>).</summary>
    /// <value>0 s to 24 h. The default is 1 h.</value>
    public required TimeSpan MaxDelay { get; init; }

    /// <summary>How deferrals are tried again after a failure, if neither their options nor their pool say it (<c>crosstown.deferral.retry</c>).</summary>
    public required RetrySettings Retry { get; init; }

    /// <summary>Dedicated threads for same-thread deferrals (<c>crosstown.same-thread.lanes</c>).</summary>
    /// <value>1 to 64. The default is 1.</value>
    public required int Lanes { get; init; }

    /// <summary>How long no deferral may start or end in a pool or lane in which deferrals wait, before the log and the health check report it as stuck (<c>crosstown.stuck-after</c>).</summary>
    /// <value>1 s to 24 h; null for off. The default is 60 s.</value>
    public required TimeSpan? StuckAfter { get; init; }

    /// <summary>Whether a failure cancels the rest of sequential traffic (<c>crosstown.sequential.stop-on-failure</c>).</summary>
    /// <value>The default is false.</value>
    public required bool StopOnFailure { get; init; }

    /// <summary>How many generations of deferrals may be made by running deferrals (<c>crosstown.nested.max-depth</c>).</summary>
    /// <value>0 (none) to 100. The default is 8.</value>
    public required int NestedDepth { get; init; }

    /// <summary>How many deferrals the running deferrals of one request may make, all generations together (<c>crosstown.nested.max-count</c>).</summary>
    /// <value>0 to 1000000. The default is 10000.</value>
    public required int NestedCount { get; init; }

    /// <summary>What happens to work deferred without a request (<c>crosstown.without-request</c>).</summary>
    /// <value>The default is <see cref="WithoutRequest.Pool"/>.</value>
    public required WithoutRequest WithoutRequest { get; init; }

    /// <summary>The longest that a response may take before its deferrals are cancelled (<c>crosstown.collecting-lease</c>).</summary>
    /// <value>1 s to 24 h; null, the default, for off.</value>
    public required TimeSpan? CollectingLease { get; init; }

    /// <summary>How long a shutdown waits for released work (<c>crosstown.drain-timeout</c>). The tokens of the work are cancelled <see cref="DrainGrace"/> before the end.</summary>
    /// <value>0 s to 1 h. The default is 20 s.</value>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>
    /// How long cancelled work may take to end before it is abandoned (<c>crosstown.drain-grace</c>): the last part of <see cref="DrainTimeout"/>. If the drain has no more time than
    /// that, because <see cref="DrainTimeout"/> is no longer than the default grace or because the host leaves less time, the grace is half of the drain's time.
    /// </summary>
    /// <value>0 s to 10 min, below <see cref="DrainTimeout"/>. The default is 2 s.</value>
    public required TimeSpan DrainGrace { get; init; }

    /// <summary>The longest that an <see cref="ITrafficFailureHandler"/> may take for one failure (<c>crosstown.failure-handler.timeout</c>). Then its token is cancelled, and the next one is called.</summary>
    /// <value>1 ms to 1 h. The default is 10 s.</value>
    public required TimeSpan FailureHandlerTimeout { get; init; }

    /// <summary>How many deferrals answered by <c>Results.AcceptedTraffic</c> can be asked for; the oldest is dropped for another one (<c>crosstown.status.capacity</c>).</summary>
    /// <value>1 to 1000000. The default is 10000.</value>
    public required int StatusCapacity { get; init; }

    /// <summary>How long a client that asks for the status of a deferral without a fate is told to wait before it asks again (<c>crosstown.status.poll-after</c>).</summary>
    /// <value>1 s to 1 h. The default is 1 s.</value>
    public required TimeSpan StatusPollAfter { get; init; }

    /// <summary>How a deferral's span is related to its request's (<c>crosstown.telemetry.trace</c>).</summary>
    /// <value>The default is <see cref="TraceMode.Parent"/>.</value>
    public required TraceMode Trace { get; init; }

    /// <summary>Whether a log scope surrounds each deferral (<c>crosstown.telemetry.log-scope</c>).</summary>
    /// <value>The default is true.</value>
    public required bool LogScope { get; init; }

    /// <summary>The share of the process's slots from which on the application counts as not ready (<c>crosstown.health.slots</c>).</summary>
    /// <value>Above 0, at most 1. The default is 0.9.</value>
    public required double HealthSlots { get; init; }

    /// <summary>How long a deferral may have waited for a routee or lane before the application counts as not ready (<c>crosstown.health.oldest-queued</c>).</summary>
    /// <value>1 ms to 24 h; null for off. The default is 60 s.</value>
    public required TimeSpan? HealthOldestQueued { get; init; }

    /// <summary>The pools declared in HOCON, by name; <see cref="PoolNames.Default"/> is always among them.</summary>
    public required IReadOnlyDictionary<string, PoolSettings> Pools { get; init; }

    /// <summary>The deployments of pools.</summary>
    internal PoolDeployments Deployments { get; private init; } = PoolDeployments.None;

    /// <summary>Reads the settings from the whole configuration of an actor system. <see cref="Reference"/> is always its last fallback.</summary>
    /// <exception cref="ConfigurationException">Names every setting that is wrong, not only the first.</exception>
    public static CrosstownSettings Create(Config config) => Create(config, []);

    /// <inheritdoc cref="Create(Config)"/>
    /// <param name="config">The whole configuration.</param>
    /// <param name="sources">The texts that it was made of, in order of precedence, for errors to name.</param>
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
            MaxDelay = section.Time("deferral.max-delay", TimeSpan.Zero, Day),
            Retry = PoolSettingsReader.ReadRetry(section),
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
            FailureHandlerTimeout = section.Time("failure-handler.timeout", TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)),
            StatusCapacity = section.Int("status.capacity", 1, 1_000_000),
            StatusPollAfter = section.Time("status.poll-after", TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            Trace = section.Choice("telemetry.trace", ("parent", TraceMode.Parent), ("link", TraceMode.Link)),
            LogScope = section.Switch("telemetry.log-scope"),
            HealthSlots = section.Share("health.slots"),
            HealthOldestQueued = section.TimeOr("health.oldest-queued", "off", TimeSpan.FromMilliseconds(1), Day),
            Pools = section.Children("pools").ToDictionary(name => name, name => PoolSettingsReader.Read(section, name), StringComparer.Ordinal),
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
        // A default grace is shortened silently with the drain. A grace set by the user is an error instead, because the user would not notice that it was shortened.
        if (settings.DrainGrace >= settings.DrainTimeout && settings.DrainGrace != Reference.GetTimeSpan("crosstown.drain-grace") && settings.DrainGrace > TimeSpan.Zero)
        {
            section.Wrong(
                "crosstown.drain-grace",
                $"crosstown.drain-grace is {settings.DrainGrace}; it must be below crosstown.drain-timeout ({settings.DrainTimeout}), of which it is the last part.");
        }

        section.ThrowIfWrong();
        return settings;
    }

    /// <summary>Resolves <see cref="NoGo"/> against the default.</summary>
    internal NoGoSet ResolveNoGo() => NoGo.Resolve(new SettingsReader(Reference, "crosstown", []).NoGo("no-go").Resolve(NoGoSet.Empty));

    private static Config ReadReference()
    {
        using var stream = typeof(CrosstownSettings).Assembly.GetManifestResourceStream("Crosstown.Actors.reference.conf")!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
