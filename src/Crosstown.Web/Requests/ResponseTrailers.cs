using System.Collections.ObjectModel;
using Microsoft.AspNetCore.Http.Features;

namespace Crosstown.Web.Requests;

/// <summary>
/// The trailers of a response. Middleware may replace the server's trailers while the request is in it, and put them back before the response is over: gRPC-Web writes its trailers
/// to the body. So the trailers in force at the deferrals are read, too.
/// </summary>
internal sealed class ResponseTrailers
{
    private IHttpResponseTrailersFeature? _first;
    private IHttpResponseTrailersFeature? _other;

    /// <summary>Called at each deferral, on any thread. Keeps the trailers in force at the first deferral, and the first others at a later one.</summary>
    public void CaptureAtDeferral(IFeatureCollection features)
    {
        if (features.Find<IHttpResponseTrailersFeature>() is not { } inForce)
            return;
        _first ??= inForce;
        if (!ReferenceEquals(inForce, _first))
            _other ??= inForce;
    }

    /// <summary>Reads all trailers when the response is over. Of trailers with one name, those of the server's own feature are taken first.</summary>
    public IReadOnlyDictionary<string, string> Read(IFeatureCollection features)
    {
        Dictionary<string, string>? all = null;
        var last = features.Find<IHttpResponseTrailersFeature>();
        Add(last, ref all);
        if (!ReferenceEquals(_first, last))
            Add(_first, ref all);
        if (!ReferenceEquals(_other, last))
            Add(_other, ref all);
        return all ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    /// <summary>The server's features must not live on with a receipt that the application keeps.</summary>
    public void Release() => _first = _other = null;

    private static void Add(IHttpResponseTrailersFeature? feature, ref Dictionary<string, string>? all)
    {
        if (feature?.Trailers is not { Count: > 0 } trailers)
            return;
        all ??= new(StringComparer.OrdinalIgnoreCase);
        foreach (var trailer in trailers)
            all.TryAdd(trailer.Key, trailer.Value.ToString());
    }
}
