namespace Crosstown.TestKit;

/// <summary>Makes the <see cref="TrafficContext"/> that a handler or a filter is given, without a host.</summary>
public static class TestTrafficContext
{
    /// <summary>Creates a context, as for a deferral of a request whose response went out whole.</summary>
    /// <param name="traffic">The context's <see cref="TrafficContext.Traffic"/>; null for a <see cref="RecordingTraffic"/>.</param>
    /// <param name="services">The context's <see cref="TrafficContext.Services"/>; null for none.</param>
    /// <param name="request">The request: see <see cref="Request"/>. Null for a <c>POST /</c> that was answered with 200.</param>
    /// <param name="pool">The pool that runs the handler; <see cref="PoolNames.SameThread"/> for a lane.</param>
    /// <param name="kind">The deferral's <see cref="Deferral.Kind"/>.</param>
    /// <param name="message">The context's <see cref="TrafficContext.Message"/>, for the test of a filter; null for none.</param>
    /// <param name="awaited">The context's <see cref="TrafficContext.Awaited"/>: receipts as the constructor of <see cref="Deferral"/> makes them. Null for none.</param>
    public static TrafficContext Create(
        ITraffic? traffic = null, IServiceProvider? services = null, RequestSnapshot? request = null, string pool = PoolNames.Default, string kind = "test",
        object? message = null, IReadOnlyList<Deferral>? awaited = null) =>
        new(new Deferral(kind, pool, request ?? Request()), services, traffic ?? new RecordingTraffic(services), message, awaited);

    /// <summary>Creates the snapshot of a request and its response.</summary>
    /// <param name="status">The response's status, 100 to 999.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="outcome">How the response ended.</param>
    /// <param name="level">How far the response had provably got.</param>
    /// <param name="userName">The request's user; null for an anonymous one.</param>
    public static RequestSnapshot Request(
        int status = 200, string method = "POST", string path = "/", ResponseOutcome outcome = ResponseOutcome.Completed, WireLevel level = WireLevel.Sent, string? userName = null) => new()
        {
            Method = method,
            Path = path,
            TraceIdentifier = "test",
            UserName = userName,
            StartedAt = DateTimeOffset.UnixEpoch,
            Response = new ResponseSnapshot(status, outcome, level) { CompletedAt = DateTimeOffset.UnixEpoch },
        };
}
