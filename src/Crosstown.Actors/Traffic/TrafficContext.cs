using Crosstown.Actors.Pools;

namespace Crosstown.Actors;

/// <summary>The context of a running deferral: its receipt, its request, its services and its traffic. One per deferral; valid until its code returns.</summary>
public sealed class TrafficContext
{
    /// <summary>Null for a context that a test has made.</summary>
    private readonly DeferralRun? _run;
    private Given? _given;
    private ITraffic? _traffic;

    /// <summary>Creates a context: without a host, for tests of handlers and filters, or in a filter that passes on services of its own (<see cref="TrafficFilterDelegate"/>).</summary>
    /// <param name="deferral">The deferral that runs, with its request and its pool: see the constructor of <see cref="Actors.Deferral"/>.</param>
    /// <param name="services">What <see cref="Services"/> gives; null for none.</param>
    /// <param name="traffic">What <see cref="Traffic"/> gives, such as a stand-in that notes the calls; null for none.</param>
    /// <param name="message">What <see cref="Message"/> gives; null for that of the deferral.</param>
    /// <param name="awaited">What <see cref="Awaited"/> gives; null for that of the deferral.</param>
    public TrafficContext(Deferral deferral, IServiceProvider? services = null, ITraffic? traffic = null, object? message = null, IReadOnlyList<Deferral>? awaited = null)
    {
        ArgumentNullException.ThrowIfNull(deferral);
        Deferral = deferral;
        _given = new Given(services, message ?? deferral.Work.Message, awaited);
        _traffic = traffic;
    }

    internal TrafficContext(DeferralRun run)
    {
        _run = run;
        Deferral = run.Deferral;
    }

    /// <summary>The deferral that runs.</summary>
    public Deferral Deferral { get; }

    /// <summary>The pool it runs on, or <c>same-thread</c>.</summary>
    public string Pool => Deferral.Pool;

    /// <summary>Which attempt this is, from 1. Each has a context and services of its own.</summary>
    public int Attempt => Math.Max(1, Deferral.Attempts);

    /// <summary>The request that deferred it, with its final response; null for work deferred without a request.</summary>
    public RequestSnapshot? Request => Deferral.Request;

    /// <summary>The deferred message; null for a delegate. Meant for filters (<see cref="ITrafficFilter"/>): there it is kept for the whole run, else until the deferral has ended.</summary>
    public object? Message => _given is { } given ? given.Message : Deferral.Work.Message;

    /// <summary>The deferrals for whose fates it has waited (<see cref="ITraffic.WhenAll"/>), in the order of the set; empty for one that waited for none.</summary>
    public IReadOnlyList<Deferral> Awaited => _given?.Awaited ?? Deferral.Work.Set ?? [];

    /// <summary>The services of the deferral's own DI scope, which is disposed of when its code has returned.</summary>
    /// <exception cref="InvalidOperationException">A test has made the context without services.</exception>
    public IServiceProvider Services => _run?.Services ?? _given?.Services ?? throw Missing("services");

    /// <summary>
    /// Traffic for deferring more. These deferrals start without waiting, in a new generation (<c>crosstown.nested.max-depth</c>). They have no endpoint: what their options do not
    /// say comes from HOCON. Closed when the deferral's code has returned.
    /// </summary>
    /// <exception cref="InvalidOperationException">A test has made the context without traffic.</exception>
    public ITraffic Traffic
    {
        get
        {
            if (Volatile.Read(ref _traffic) is { } traffic)
                return traffic;
            if (_run is null)
                throw Missing("traffic");
            // All threads of the work get the same instance, which the end of the run closes; one that is made and not used has opened nothing.
            traffic = _run.OpenTraffic();
            return Interlocked.CompareExchange(ref _traffic, traffic, null) ?? traffic;
        }
    }

    /// <summary>Whether the deferral's code has returned.</summary>
    internal bool IsOver => _run is { IsOver: true };

    /// <summary>The context of the deferral that runs in this flow, if it has a DI scope. Injected traffic is nested in it.</summary>
    internal static AsyncLocal<TrafficContext?> Current { get; } = new();

    /// <summary>Keeps the message, which the deferral drops when it has its fate: a filter may look at it after that.</summary>
    internal void KeepMessage() => _given ??= new Given(null, Deferral.Work.Message, null);

    private static InvalidOperationException Missing(string what) => new($"This TrafficContext was made without {what}. Give it some: new TrafficContext(deferral, {what}: …).");

    /// <summary>Members that the context of a run without filters does not need.</summary>
    private sealed record Given(IServiceProvider? Services, object? Message, IReadOnlyList<Deferral>? Awaited);
}
