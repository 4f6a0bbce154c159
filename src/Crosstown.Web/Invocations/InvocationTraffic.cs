using Crosstown.Actors.Deferrals;
using Crosstown.Actors.Requests;
using Crosstown.Web.Requests;

namespace Crosstown.Web.Invocations;

/// <summary>The traffic of one invocation on a connection that stays open: of a SignalR hub's method, or of what a browser sends to a Blazor circuit.</summary>
/// <param name="host">The host's services.</param>
/// <param name="invocation">The invocation, as its deferrals see it.</param>
/// <param name="connection">The connection's request, which may be over; null if it is not known.</param>
/// <param name="aborted">Cancelled when the connection is.</param>
internal sealed class InvocationTraffic(TrafficHost host, RequestSnapshot invocation, HttpContext? connection, CancellationToken aborted) : InboundTraffic(host.Parts)
{
    /// <summary>The <see cref="RequestSnapshot.Method"/> that deferrals of an invocation see.</summary>
    public const string Method = "INVOKE";

    private readonly Lock _lock = new();
    private readonly Endpoint? _endpoint = connection?.GetEndpoint();
    private HttpContext? _connection = connection;

    /// <summary>Opened by the first deferral. Guarded by the lock.</summary>
    private TrafficEntrance? _entrance;
    private Exception? _failure;
    private volatile bool _isOver;

    public override bool HasLeft => _isOver;

    /// <summary>The path of the connection's request.</summary>
    public string Path => invocation.Path;

    internal override TrafficEntrance Entrance
    {
        get
        {
            lock (_lock)
                return _entrance ??= _isOver ? host.ClosedEntrance : host.Parts.OpenRequest(invocation);
        }
    }

    internal override EndpointDeferralOptions? Endpoint => _endpoint is null ? null : host.Endpoints.Of(_endpoint).Defaults;

    internal override CancellationToken RequestAborted => aborted;

    /// <summary>Whether this is an invocation on the connection of that request.</summary>
    public bool IsOn(HttpContext context) => ReferenceEquals(Volatile.Read(ref _connection), context);

    /// <summary>An exception left the invocation. It counts as a 500, unless the connection's end has caused it.</summary>
    public void Fail(Exception exception) => _failure = exception;

    /// <summary>The invocation is over and its answer handed to the connection. Only the first call has an effect.</summary>
    public void Complete()
    {
        TrafficEntrance? entrance;
        lock (_lock)
        {
            if (_isOver)
                return;
            _isOver = true;
            entrance = _entrance;
        }

        Volatile.Write(ref _connection, null);
        entrance?.Signal(invocation.Complete(Judge()));
    }

    private ResponseSnapshot Judge()
    {
        var isAborted = aborted.IsCancellationRequested;
        var hasFailed = _failure is not null && !(isAborted && _failure is (OperationCanceledException or IOException));
        return new(
            hasFailed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK,
            isAborted ? ResponseOutcome.AbortedByClient : ResponseOutcome.Completed,
            WireLevel.Handed)
        { CompletedAt = host.Clock.GetUtcNow() };
    }
}
