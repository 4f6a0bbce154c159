using Crosstown.Actors.Pools;

namespace Crosstown.Actors;

/// <summary>The context of a running deferral: its receipt, its request, its services and its traffic. One per deferral; valid until its code returns.</summary>
public sealed class TrafficContext
{
    private readonly DeferralRun _run;
    private ITraffic? _traffic;

    internal TrafficContext(DeferralRun run) => _run = run;

    /// <summary>The deferral that runs.</summary>
    public Deferral Deferral => _run.Deferral;

    /// <summary>The pool it runs on, or <c>same-thread</c>.</summary>
    public string Pool => _run.Deferral.Pool;

    /// <summary>The request that deferred it, with its final response; null for work deferred without a request.</summary>
    public RequestSnapshot? Request => _run.Deferral.Request;

    /// <summary>The services of the deferral's own DI scope, which is disposed of when its code has returned.</summary>
    public IServiceProvider Services => _run.Services;

    /// <summary>Traffic for deferring more. These deferrals start without waiting, in a new generation (<c>crosstown.nested.max-depth</c>). Closed when the deferral's code has returned.</summary>
    public ITraffic Traffic
    {
        get
        {
            // Under the run's lock, so that all threads of the work get the same instance, which the end of the run closes.
            lock (_run)
                return _traffic ??= _run.OpenTraffic();
        }
    }

    /// <summary>The context of the deferral that runs in this flow, if it has a DI scope. Injected traffic is nested in it.</summary>
    internal static AsyncLocal<TrafficContext?> Current { get; } = new();
}
