using Crosstown.Actors.Pools;

namespace Crosstown.Actors;

/// <summary>What a running deferral knows of its origin. One per deferral; valid until it ends.</summary>
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

    /// <summary>The deferral's own DI scope.</summary>
    public IServiceProvider Services => _run.Services;

    /// <summary>Traffic for deferring more: it joins a new generation of the same trace and is released at once.</summary>
    public ITraffic Traffic
    {
        get
        {
            // One for all threads of the work: its end closes one.
            lock (_run)
                return _traffic ??= _run.OpenTraffic();
        }
    }

    /// <summary>The context of the deferral that runs here, if it has services of its own: what makes injected traffic nested.</summary>
    internal static AsyncLocal<TrafficContext?> Current { get; } = new();
}
