namespace Crosstown.Actors;

/// <summary>What a running deferral knows of its origin. One per deferral; valid until it ends.</summary>
public sealed class TrafficContext
{
    internal TrafficContext(Deferral deferral, string pool, RequestSnapshot? request, IServiceProvider services, ITraffic traffic)
    {
        Deferral = deferral;
        Pool = pool;
        Request = request;
        Services = services;
        Traffic = traffic;
    }

    /// <summary>The deferral that runs.</summary>
    public Deferral Deferral { get; }

    /// <summary>The pool it runs on, or <c>same-thread</c>.</summary>
    public string Pool { get; }

    /// <summary>The request that deferred it, with its final response; null for work deferred without a request.</summary>
    public RequestSnapshot? Request { get; }

    /// <summary>The deferral's own DI scope.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Traffic for deferring more: it joins a new generation of the same trace and is released at once.</summary>
    public ITraffic Traffic { get; }
}
