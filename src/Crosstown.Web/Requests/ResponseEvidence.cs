using System.Collections.ObjectModel;
using Crosstown.Web.Wire;

namespace Crosstown.Web.Requests;

/// <summary>
/// The facts from which the outcome of a response is judged. Each is read at the moment at which it is reliable: exceptions and lengths when the pipeline returns, status, trailers
/// and the socket inside <c>OnCompleted</c>, the abort token one work item later.
/// </summary>
internal sealed class ResponseEvidence
{
    /// <summary>How far the response has provably got when it is judged.</summary>
    public WireLevel Level { get; set; }

    /// <summary>The side that ended the connection or the stream before the response had left, as far as the wire knows.</summary>
    public WireLoss Loss { get; set; }

    /// <summary>
    /// Inside <c>OnCompleted</c> the server's own abort token was cancelled or the socket was closed. Not set if a wire follows the response, nor for a response that was cut short.
    /// </summary>
    public bool IsGoneAtCompletion { get; set; }

    /// <summary>
    /// The server's own abort token was cancelled when the response was judged: at least one work item after <c>OnCompleted</c>, except on TestServer, which cancels the token later
    /// of requests whose exception has left the pipeline.
    /// </summary>
    public bool IsAborted { get; set; }

    /// <summary>How far the response was when the application aborted it.</summary>
    public ApplicationAbort ApplicationAbort { get; set; }

    /// <summary>The request is an upgraded connection, such as a WebSocket's, which has no length to fall short of.</summary>
    public bool IsTunnel { get; set; }

    /// <summary>The pipeline ended without completing a response that had started, and the client was still connected.</summary>
    public bool IsCutShort { get; set; }

    /// <summary>
    /// The response was cut short because its connection or its stream ended. The exception or the wire tells so, sometimes before the server's token and socket do.
    /// </summary>
    public bool IsCutShortByAbort { get; set; }

    /// <summary>Whether the response had started inside <c>OnCompleted</c>.</summary>
    public bool HasStarted { get; set; }

    /// <summary>
    /// An exception that the abort caused left the handler before the response had started. The server or an exception handler may set a 500 after that, and start a response that
    /// is already reset.
    /// </summary>
    public bool IsAbortedBeforeStart { get; set; }

    /// <summary>An exception that no abort has caused left the pipeline once the response had started and before it was complete.</summary>
    public bool HasFailedAfterStart { get; set; }

    /// <summary>The status that the application had set at its last deferral.</summary>
    public int StatusAtDeferral { get; set; } = StatusCodes.Status200OK;

    /// <summary>The status when the pipeline returned; the exception's, if one left that no abort has caused and the response had not started; 0 before.</summary>
    public int StatusAtReturn { get; set; }

    /// <summary>The status inside <c>OnCompleted</c>.</summary>
    public int Status { get; set; }

    /// <summary>The response is that of a gRPC call, and its grpc-status is not 0.</summary>
    public bool HasGrpcFailed { get; set; }

    public IReadOnlyDictionary<string, string> Trailers { get; set; } = ReadOnlyDictionary<string, string>.Empty;

    private ResponseOutcome Outcome
    {
        get
        {
            // A client that disconnects can make the pipeline throw before the abort token is cancelled, and a WebSocket aborts its own request when its peer disconnects. The wire
            // knows that the client came first.
            if (Loss == WireLoss.ByPeer)
                return ResponseOutcome.AbortedByClient;
            if (IsCutShort || IsCutShortByApplication)
                return ResponseOutcome.Truncated;
            if (Loss == WireLoss.ByServer)
                return ResponseOutcome.AbortedByServer;
            if (!IsCutShortByAbort && !IsGone)
                return ResponseOutcome.Completed;
            return ApplicationAbort == ApplicationAbort.None ? ResponseOutcome.AbortedByClient : ResponseOutcome.AbortedByServer;
        }
    }

    /// <summary>
    /// Once the wire has proven that the whole response left, a token that was cancelled since is no evidence. Without that proof, the token is the best evidence there is; but an
    /// application that aborts a response that it has completed cancels the token itself.
    /// </summary>
    private bool IsGone => ApplicationAbort != ApplicationAbort.AfterCompletion && (IsGoneAtCompletion || (Level == WireLevel.Handed && IsAborted));

    /// <summary>
    /// The application aborted a response that had started, and nothing proves that the response was whole. Of a tunnel only the wire tells such an abort from one that follows the
    /// peer's.
    /// </summary>
    private bool IsCutShortByApplication => Level == WireLevel.Handed && ApplicationAbort switch
    {
        ApplicationAbort.AfterStart => !IsTunnel || Loss == WireLoss.ByServer,
        ApplicationAbort.AfterCompletion => Loss == WireLoss.ByServer,
        _ => false,
    };

    /// <summary>
    /// The status of an aborted response: 500 if the handler has failed, else the status that the application had set. If the response has started, that status was sent. If not, the
    /// server and the exception handler may have replaced it by 499 when the client disconnected, and an earlier reading is used.
    /// </summary>
    private int StatusOfAborted =>
        HasFailedAfterStart ? StatusCodes.Status500InternalServerError
        : HasStarted && !IsAbortedBeforeStart && Status != StatusCodes.Status499ClientClosedRequest ? Status
        : StatusAtReturn is not (0 or StatusCodes.Status499ClientClosedRequest) ? StatusAtReturn : StatusAtDeferral;

    /// <summary>Judges the outcome and the status from the evidence. Changes nothing.</summary>
    public ResponseSnapshot Judge(DateTimeOffset completedAt)
    {
        var outcome = Outcome;
        var status = outcome is ResponseOutcome.AbortedByClient or ResponseOutcome.AbortedByServer ? StatusOfAborted : Status;
        if (HasGrpcFailed && status == StatusCodes.Status200OK)
            status = StatusCodes.Status500InternalServerError;
        return new(status, outcome, Level) { CompletedAt = completedAt, Trailers = Trailers };
    }
}
