using System.Runtime.CompilerServices;
using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Completion;

// open ──first deferral──► claimed ──watch made──► watched ──response over──► over
//   └──────────────────response over────────────────────────────────────────► over
/// <summary>
/// The traffic of one request. It is the only object that the middleware makes for it; what costs more is made by the first deferral.
/// It stands in front of two of the server's features, to keep the server's own abort token apart from what inner middleware puts over it.
/// </summary>
internal sealed partial class RequestTraffic : TrafficBase, ICrosstownTraffic
{
    /// <summary>Stands where a watch is being made.</summary>
    private static readonly object Claimed = new();

    private readonly TrafficHost _host;
    private readonly long _startedAt;
    private readonly int _contextHash;

    /// <summary>Null once the response is over: Kestrel reuses it for the connection's next request.</summary>
    private HttpContext? _context;

    /// <summary>
    /// From null, by compare-exchange: to <see cref="Claimed"/> by a first deferral, which then puts its <see cref="ResponseWatch"/> there; or to this object,
    /// which stands for none, by the response's end.
    /// </summary>
    private object? _watch;

    private RequestTraffic(HttpContext context, TrafficHost host, IHttpRequestLifetimeFeature lifetime, IHttpResponseBodyFeature body)
    {
        _host = host;
        _context = context;
        _contextHash = RuntimeHelpers.GetHashCode(context);
        _startedAt = host.Clock.GetUtcNow().UtcTicks;
        _lifetime = lifetime;
        _body = body;
    }

    /// <summary>What follows the response, once something was deferred; else null.</summary>
    public ResponseWatch? Watch => Volatile.Read(ref _watch) as ResponseWatch;

    public TrafficHost Host => _host;

    public bool IsOver => Volatile.Read(ref _context) is null;

    public DateTimeOffset StartedAt => new(_startedAt, TimeSpan.Zero);

    protected override TrafficGate Gate => OpenWatch() ?? Watch ?? _host.Closed;

    protected override DeferralDefaults? Defaults
    {
        get
        {
            var endpoint = Volatile.Read(ref _context)?.Features.FindEndpoint();
            return endpoint is null ? null : _host.Endpoints.Of(endpoint).Defaults;
        }
    }

    protected override CancellationToken RequestAborted => RequestAbortedNow;

    /// <summary>Null for a request that has come past here before: an exception handler or a status-code page executes its pipeline again.</summary>
    public static RequestTraffic? TryAttach(HttpContext context, TrafficHost host)
    {
        var features = context.Features;
        var lifetime = features.Find<IHttpRequestLifetimeFeature>() ?? throw Missing(nameof(IHttpRequestLifetimeFeature));
        // While it is still the server's own object there is no traffic, and nothing more to look for.
        if (!ReferenceEquals(lifetime, features) && Of(context, lifetime) is not null)
            return null;
        var body = features.Find<IHttpResponseBodyFeature>() ?? throw Missing(nameof(IHttpResponseBodyFeature));
        var traffic = new RequestTraffic(context, host, lifetime, body);
        features.Put<IHttpRequestLifetimeFeature>(traffic);
        features.Put<IHttpResponseBodyFeature>(traffic);
        AmbientTraffic.Current = traffic;
        // The server runs these last-in first-out: registered first, this one runs after all others, so what they defer is still admitted.
        // It awaits them before the connection's next request, so nothing is done there but to seal, copy and queue.
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

    /// <summary>The traffic of the request that the server serves with this context now; null where none was attached.</summary>
    public static RequestTraffic? Of(HttpContext context) => Of(context, context.Features.Find<IHttpRequestLifetimeFeature>());

    /// <summary>Whether this was the traffic of an earlier request that the server served with the same object.</summary>
    public bool WasOf(HttpContext context) => IsOver && _contextHash == RuntimeHelpers.GetHashCode(context);

    /// <summary>The response is over. Once.</summary>
    /// <param name="context">Still this request's.</param>
    /// <param name="escaped">What left the pipeline, where the server does not complete such a response; else null.</param>
    public void Complete(HttpContext context, Exception? escaped)
    {
        // Either a first deferral has its watch here, then there is something to seal and to signal, or no deferral will ever find the place free.
        // One that is making its watch still reads the context, and is waited for.
        var spinner = default(SpinWait);
        object? seen;
        while (ReferenceEquals(seen = Interlocked.CompareExchange(ref _watch, this, null), Claimed))
            spinner.SpinOnce();
        if (ReferenceEquals(seen, this) || Interlocked.Exchange(ref _context, null) is null)
            return;
        if (seen is ResponseWatch watch)
        {
            watch.Complete(context, escaped);
            // For code that asks this context too late, outside the request's flow: before the server uses it again it is told that it is late.
            context.Features.Put(this);
        }

        // Last: a first deferral that reads these has claimed its place before the line above, or has found it taken.
        GiveBack(context.Features);
    }

    /// <summary>An HttpContext is not thread-safe, reading included: of several threads that make the first deferral one claims the place and reads it, for a moment; the others wait.</summary>
    private ResponseWatch? MakeWatch(HttpContext context)
    {
        var spinner = default(SpinWait);
        object? seen;
        while (ReferenceEquals(seen = Interlocked.CompareExchange(ref _watch, Claimed, null), Claimed))
            spinner.SpinOnce();
        if (seen is not null)
            return seen as ResponseWatch;
        ResponseWatch? made = null;
        try
        {
            var endpoint = context.Features.FindEndpoint();
            var watch = new ResponseWatch(this, context, endpoint);
            watch.ReleaseEarlyIfAsked(context, endpoint);
            return made = watch;
        }
        finally
        {
            // What throws here is the server's; the place is free again, and the exception is the caller's.
            Volatile.Write<object?>(ref _watch, made);
        }
    }

    /// <summary>
    /// Attached traffic stands in front of two features. Middleware that has put something over both of them can only run inside the traffic's own
    /// flow, where the ambient traffic is that of the context.
    /// </summary>
    private static RequestTraffic? Of(HttpContext context, IHttpRequestLifetimeFeature? lifetime) =>
        lifetime as RequestTraffic
        ?? context.Features.Find<IHttpResponseBodyFeature>() as RequestTraffic
        ?? context.Features.Find<RequestTraffic>()
        ?? (AmbientTraffic.Current is { } ambient && ReferenceEquals(Volatile.Read(ref ambient._context), context) ? ambient : null);

    private static InvalidOperationException Missing(string feature) => new($"The server gives no {feature}, which Crosstown needs.");

    /// <summary>The watch of a request that is still open, made if need be; null when it is over.</summary>
    private ResponseWatch? OpenWatch()
    {
        var context = Volatile.Read(ref _context);
        if (context is null)
            return null;
        try
        {
            var watch = Watch ?? MakeWatch(context);
            watch?.Deferring();
            return watch;
        }
        catch (Exception) when (IsOver)
        {
            // The response ended, and the server took its context back, while this thread was reading it: the call is late.
            return null;
        }
    }
}
