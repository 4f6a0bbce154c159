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

    /// <summary>The server's own abort token was cancelled when the response was judged, at least one work item after <c>OnCompleted</c>.</summary>
    public bool IsAborted { get; set; }

    /// <summary>The application called <c>Abort()</c>.</summary>
    public bool IsAbortedByApplication { get; set; }

    /// <summary>The pipeline ended without completing a response that had started, and the client was still connected.</summary>
    public bool IsCutShort { get; set; }

    /// <summary>
    /// The response was cut short because its connection or its stream ended. The exception or the wire tells so, sometimes before the server's token and socket do.
    /// </summary>
    public bool IsCutShortByAbort { get; set; }

    /// <summary>Whether the response had started inside <c>OnCompleted</c>.</summary>
    public bool HasStarted { get; set; }

    /// <summary>
    /// An exception that the abort caused left the pipeline before the response had started. The server may set a 500 after that, and start a response that it has already reset.
    /// </summary>
    public bool IsAbortedBeforeStart { get; set; }

    /// <summary>The status that the application had set at its last deferral.</summary>
    public int StatusAtDeferral { get; set; } = StatusCodes.Status200OK;

    /// <summary>The status when the pipeline returned; 0 before.</summary>
    public int StatusAtReturn { get; set; }

    /// <summary>The status inside <c>OnCompleted</c>; 500 for a failed gRPC call.</summary>
    public int Status { get; set; }

    public IReadOnlyDictionary<string, string> Trailers { get; set; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Judges the outcome and the status from the evidence. Changes nothing.</summary>
    public ResponseSnapshot Judge(DateTimeOffset completedAt)
    {
        // A client that disconnects can make the pipeline throw before the abort token is cancelled. The wire knows that the client came first.
        var isTruncated = IsCutShort && Loss != WireLoss.ByPeer;
        // Once the wire has proven that the whole response left, a token that was cancelled since is no evidence. Without that proof, the token is the best evidence there is.
        var isAborted = !isTruncated && (IsCutShortByAbort || IsGoneAtCompletion || Loss != WireLoss.None || (Level == WireLevel.Handed && IsAborted));
        var outcome = isTruncated ? ResponseOutcome.Truncated
            : !isAborted ? ResponseOutcome.Completed
            // A WebSocket aborts its own request when its peer disconnects, which looks like an abort by the application. A loss by the peer therefore comes first.
            : Loss != WireLoss.ByPeer && (IsAbortedByApplication || Loss == WireLoss.ByServer) ? ResponseOutcome.AbortedByServer
            : ResponseOutcome.AbortedByClient;
        return new(isAborted ? ApplicationStatus : Status, outcome, Level) { CompletedAt = completedAt, Trailers = Trailers };
    }

    /// <summary>
    /// The status that the application had set. If the response has started, that status was sent. If not, the server and the exception handler may have replaced it by 499 when the
    /// client disconnected, and an earlier reading is used.
    /// </summary>
    private int ApplicationStatus =>
        HasStarted && !IsAbortedBeforeStart && Status != StatusCodes.Status499ClientClosedRequest ? Status
        : StatusAtReturn is not (0 or StatusCodes.Status499ClientClosedRequest) ? StatusAtReturn : StatusAtDeferral;
}
