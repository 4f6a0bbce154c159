using System.Runtime.CompilerServices;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

// open ──first deferral──► creating ──tracker made──► tracked ──response over──► over
//   └──────────────────response over─────────────────────────────────────────► over
/// <summary>
/// The traffic of one request. The middleware makes no other object for the request; the first deferral makes the rest. The traffic replaces some of the server's features: so
/// the server's own abort token stays readable after inner middleware has replaced it, and the application's own abort is seen.
/// </summary>
internal sealed partial class RequestTraffic : InboundTraffic
{
    /// <summary>The value of <see cref="_tracker"/> while a first deferral creates the tracker.</summary>
    private static readonly object Creating = new();

    private readonly TrafficHost _host;
    private readonly long _startedAt;
    private readonly int _contextHash;

    /// <summary>Null once the response is over, because Kestrel reuses the object for the connection's next request.</summary>
    private HttpContext? _context;

    /// <summary>
    /// Null at first. A first deferral sets it from null to <see cref="Creating"/>, and then to its <see cref="ResponseTracker"/>. The response's end sets it from null to this
    /// object, which means that there will be no tracker. Both leave null by compare-exchange, so only one of them succeeds.
    /// </summary>
    private object? _tracker;

    private RequestTraffic(HttpContext context, TrafficHost host, IHttpRequestLifetimeFeature lifetime, IHttpResponseBodyFeature body)
        : base(host.Parts)
    {
        _host = host;
        _context = context;
        _contextHash = RuntimeHelpers.GetHashCode(context);
        // The server's own reading. Middleware may give the request another method from here on (UseHttpMethodOverride), and the server does not care.
        IsHead = HttpMethods.IsHead(context.Request.Method);
        _startedAt = host.Clock.GetUtcNow().UtcTicks;
        _lifetime = lifetime;
        _body = body;
    }

    /// <summary>Follows the response from the first deferral on; null before.</summary>
    public ResponseTracker? Tracker => Volatile.Read(ref _tracker) as ResponseTracker;

    public TrafficHost Host => _host;

    public bool IsOver => Volatile.Read(ref _context) is null;

    public override bool HasLeft => IsOver && Tracker is not { HasLeft: false };

    /// <summary>Whether the client has sent HEAD: then the response has no body.</summary>
    public bool IsHead { get; }

    public DateTimeOffset StartedAt => new(_startedAt, TimeSpan.Zero);

    internal override TrafficEntrance Entrance => (TryOpenTracker() ?? Tracker)?.Entrance ?? _host.ClosedEntrance;

    internal override EndpointDeferralOptions? Endpoint
    {
        get
        {
            var endpoint = Volatile.Read(ref _context)?.Features.FindEndpoint();
            return endpoint is null ? null : _host.Endpoints.Of(endpoint).Defaults;
        }
    }

    internal override CancellationToken RequestAborted => CurrentAborted;

    /// <summary>Returns null if the request already has traffic: an exception handler or a status-code page executes the pipeline a second time.</summary>
    public static RequestTraffic? TryAttach(HttpContext context, TrafficHost host)
    {
        var features = context.Features;
        var lifetime = features.Find<IHttpRequestLifetimeFeature>() ?? throw Missing(nameof(IHttpRequestLifetimeFeature));
        // Kestrel's feature collection is itself the lifetime feature until something replaces it: then no traffic is attached, and the look-up is saved.
        if (!ReferenceEquals(lifetime, features) && Of(context, lifetime) is not null)
            return null;
        var body = features.Find<IHttpResponseBodyFeature>() ?? throw Missing(nameof(IHttpResponseBodyFeature));
        var traffic = new RequestTraffic(context, host, lifetime, body);
        features.Put<IHttpRequestLifetimeFeature>(traffic);
        features.Put<IHttpResponseBodyFeature>(traffic);
        (AmbientTraffic.Origin as UnattachedRequest)?.Attach(traffic);
        traffic.ReplaceReset(features);
        AmbientTraffic.Current = traffic;
        // The server runs OnCompleted callbacks last-in first-out. This one is registered first and runs last, so that deferrals of the other callbacks are still admitted.
        // The server awaits the callbacks before it reads the connection's next request, so this one only closes the entrance, copies values and queues a work item.
        context.Response.OnCompleted(
            static state =>
            {
                var traffic = (RequestTraffic)state;
                if (Volatile.Read(ref traffic._context) is { } context)
                    traffic.Complete(context, escaped: null);
                return Task.CompletedTask;
            },
            traffic);
        return traffic;
    }

    /// <summary>The traffic of the request that the server now serves with this context; null if none was attached.</summary>
    public static RequestTraffic? Of(HttpContext context) => Of(context, context.Features.Find<IHttpRequestLifetimeFeature>());

    /// <summary>Whether this was the traffic of an earlier request that the server served with the same object.</summary>
    public bool WasOf(HttpContext context) => IsOver && _contextHash == RuntimeHelpers.GetHashCode(context);

    /// <summary>Called when the response is over. Only the first call has an effect.</summary>
    /// <param name="context">The request's context, which the server has not yet reused.</param>
    /// <param name="escaped">The exception that left the pipeline, on a server that does not call <c>OnCompleted</c> then; else null.</param>
    public void Complete(HttpContext context, Exception? escaped)
    {
        // Either a first deferral has already created a tracker, which is completed below, or this exchange keeps every later deferral from creating one.
        // A deferral that is creating its tracker still reads the context, so wait for it; that takes a moment only.
        var spinner = default(SpinWait);
        object? seen;
        while (ReferenceEquals(seen = Interlocked.CompareExchange(ref _tracker, this, null), Creating))
            spinner.SpinOnce();
        if (ReferenceEquals(seen, this) || Interlocked.Exchange(ref _context, null) is null)
            return;
        if (seen is ResponseTracker tracker)
        {
            tracker.Complete(context, escaped);
            // For code outside the request's flow that asks this context for its traffic before the server reuses the context: it finds this traffic, which refuses it as late.
            context.Features.Put(this);
        }

        // Last: a first deferral that reads the server's features has either ended its creation before the exchange above, or was kept from starting it.
        RestoreServerFeatures(context.Features);
    }

    /// <summary>
    /// An HttpContext is not thread-safe, not even for reading. If several threads make the first deferral, one creates the tracker and reads the context; the others wait a moment.
    /// </summary>
    private ResponseTracker? GetOrCreateTracker(HttpContext context)
    {
        var spinner = default(SpinWait);
        object? seen;
        while (ReferenceEquals(seen = Interlocked.CompareExchange(ref _tracker, Creating, null), Creating))
            spinner.SpinOnce();
        if (seen is not null)
            return seen as ResponseTracker;
        ResponseTracker? created = null;
        try
        {
            var endpoint = context.Features.FindEndpoint();
            var tracker = new ResponseTracker(this, context, endpoint);
            return created = tracker;
        }
        finally
        {
            // The server's features may throw. The field is then null again, so that the next deferral can try, and the caller gets the exception.
            Volatile.Write<object?>(ref _tracker, created);
        }
    }

    /// <summary>
    /// The traffic is found as one of the two features that it replaces. If inner middleware has replaced both, the code that asks runs in the request's own flow, where the
    /// ambient traffic is the one of this context.
    /// </summary>
    private static RequestTraffic? Of(HttpContext context, IHttpRequestLifetimeFeature? lifetime) =>
        lifetime as RequestTraffic
        ?? context.Features.Find<IHttpResponseBodyFeature>() as RequestTraffic
        ?? context.Features.Find<RequestTraffic>()
        ?? (AmbientTraffic.Origin is RequestTraffic origin && ReferenceEquals(Volatile.Read(ref origin._context), context) ? origin : null);

    private static InvalidOperationException Missing(string feature) => new($"The server has no {feature}, which Crosstown needs.");

    /// <summary>Returns the tracker of a request that is not over, and creates it if there is none; null if the request is over.</summary>
    private ResponseTracker? TryOpenTracker()
    {
        var context = Volatile.Read(ref _context);
        if (context is null)
            return null;
        try
        {
            var tracker = Tracker ?? GetOrCreateTracker(context);
            tracker?.CaptureAtDeferral(context.Features);
            return tracker;
        }
        catch (Exception) when (IsOver)
        {
            // The response ended while this thread read the context, and the server took the context back: the deferral is late.
            return null;
        }
    }
}
