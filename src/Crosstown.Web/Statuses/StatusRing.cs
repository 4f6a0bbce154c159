using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Crosstown.Actors.Deferrals;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Web.Statuses;

/// <summary>The deferrals that clients can ask for, as many as <c>crosstown.status.capacity</c> says: the oldest is dropped for another one. One per host. Thread-safe.</summary>
/// <param name="times">Whether the times of deferrals are noted.</param>
/// <param name="services">The host's services. The settings are asked for when they are needed: to ask at start-up, where the endpoint is mapped, would start the application's actor system.</param>
internal sealed class StatusRing(NotedTimes times, IServiceProvider services)
{
    public const string EndpointName = "Crosstown.Status";
    private const int IdBytes = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, StatusEntry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldest = [];

    /// <summary>The prefix of the endpoint; null before it is mapped.</summary>
    private string? _prefix;

    private CrosstownSettings Settings => services.GetRequiredService<CrosstownSettings>();

    public static InvalidOperationException NoServices() => new("This application has no Crosstown services. Add builder.Services.AddCrosstown(); before builder.Build().");

    /// <summary>Notes that the endpoint is mapped. From then on each deferral notes its times.</summary>
    /// <exception cref="InvalidOperationException">It is mapped already.</exception>
    public void Map(string prefix)
    {
        if (Interlocked.CompareExchange(ref _prefix, prefix, null) is { } earlier)
            throw new InvalidOperationException($"MapCrosstownStatus(\"{prefix}\") was called after MapCrosstownStatus(\"{earlier}\"): an application serves its statuses at one place. Remove one of the calls.");
        times.IsOn = true;
    }

    /// <summary>Adds a deferral.</summary>
    /// <returns>The path at which it is served, with the path base of this request.</returns>
    /// <exception cref="InvalidOperationException">The endpoint is not mapped, or its route needs values that this request does not have.</exception>
    public string Add(Deferral deferral, HttpContext context)
    {
        if (Volatile.Read(ref _prefix) is not { } prefix)
            throw new InvalidOperationException("A 202 of AcceptedTraffic names the place where the status is served, and this application serves none. Add app.MapCrosstownStatus(\"/status\") beside the other endpoints.");
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        var path = services.GetRequiredService<LinkGenerator>().GetPathByName(context, EndpointName, new RouteValueDictionary { ["id"] = id }) ?? throw new InvalidOperationException(
            $"The path of MapCrosstownStatus(\"{prefix}\") cannot be made: a group around it has a route parameter that the request {context.Request.Path} does not have. Map it outside of that group.");
        lock (_lock)
        {
            _entries.Add(id, new StatusEntry(deferral));
            _oldest.Enqueue(id);
            if (_oldest.Count > Settings.StatusCapacity)
                _entries.Remove(_oldest.Dequeue());
        }

        return path;
    }

    public Task ServeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (Find(context.GetRouteValue("id") as string ?? "") is not { } entry)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var status = entry.Read();
        if (!status.HasEnded)
            context.Response.Headers.RetryAfter = Math.Ceiling(Settings.StatusPollAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(status, StatusJson.Default.TrafficStatus, cancellationToken: context.RequestAborted);
    }

    private StatusEntry? Find(string id)
    {
        lock (_lock)
            return _entries.GetValueOrDefault(id);
    }
}
