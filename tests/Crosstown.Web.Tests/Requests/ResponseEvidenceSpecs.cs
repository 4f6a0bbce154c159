using Crosstown.Web.Requests;
using Crosstown.Web.Wire;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.3: the outcome and the status of a response, by the evidence gathered when it is over.</summary>
public sealed class ResponseEvidenceSpecs
{
    private const int ClientClosedRequest = StatusCodes.Status499ClientClosedRequest;

    private static readonly Dictionary<string, (ResponseEvidence Evidence, ResponseOutcome Outcome, int Status)> Table = new()
    {
        ["handed to the server in full"] = (Started(200, WireLevel.Handed), ResponseOutcome.Completed, 200),
        ["sent in full"] = (Started(200), ResponseOutcome.Completed, 200),
        ["acknowledged in full"] = (Started(200, WireLevel.Acked), ResponseOutcome.Completed, 200),
        ["an error status, sent in full"] = (Started(503), ResponseOutcome.Completed, 503),
        ["status 499 set by the application, sent in full"] = (Started(ClientClosedRequest), ResponseOutcome.Completed, ClientClosedRequest),

        ["cut short by the application"] = (Started(200).With(e => e.IsCutShort = true), ResponseOutcome.Truncated, 200),
        ["cut short, then lost by the server"] = (Started(200, WireLevel.Handed).With(e => (e.IsCutShort, e.Loss) = (true, WireLoss.ByServer)), ResponseOutcome.Truncated, 200),
        ["cut short because the peer had ended the connection"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsCutShort, e.Loss) = (true, WireLoss.ByPeer)), ResponseOutcome.AbortedByClient, 200),
        ["cut short, and its token cancelled by the server's own reset"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsCutShort, e.IsAborted) = (true, true)), ResponseOutcome.Truncated, 200),
        ["aborted before the start, and a 500 that the server set too late"] =
            (Started(500, WireLevel.Handed).With(e => (e.IsAbortedBeforeStart, e.StatusAtReturn, e.Loss) = (true, 200, WireLoss.ByServer)), ResponseOutcome.AbortedByServer, 200),
        ["cut short by an abort"] = (Started(200, WireLevel.Handed).With(e => e.IsCutShortByAbort = true), ResponseOutcome.AbortedByClient, 200),
        ["cut short by an abort by the server"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsCutShortByAbort, e.Loss) = (true, WireLoss.ByServer)), ResponseOutcome.AbortedByServer, 200),

        ["lost by the peer"] = (Started(200, WireLevel.Handed).With(e => e.Loss = WireLoss.ByPeer), ResponseOutcome.AbortedByClient, 200),
        ["lost by the peer before its acknowledgement"] = (Started(200).With(e => e.Loss = WireLoss.ByPeer), ResponseOutcome.AbortedByClient, 200),
        ["lost by the server"] = (Started(200, WireLevel.Handed).With(e => e.Loss = WireLoss.ByServer), ResponseOutcome.AbortedByServer, 200),

        ["gone at its completion"] = (Started(200, WireLevel.Handed).With(e => e.IsGoneAtCompletion = true), ResponseOutcome.AbortedByClient, 200),
        ["token cancelled, handed"] = (Started(200, WireLevel.Handed).With(e => e.IsAborted = true), ResponseOutcome.AbortedByClient, 200),
        ["token cancelled, sent"] = (Started(200).With(e => e.IsAborted = true), ResponseOutcome.Completed, 200),
        ["token cancelled, acknowledged"] = (Started(200, WireLevel.Acked).With(e => e.IsAborted = true), ResponseOutcome.Completed, 200),

        ["aborted by the application before its start, gone"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsGoneAtCompletion, e.ApplicationAbort) = (true, ApplicationAbort.BeforeStart)), ResponseOutcome.AbortedByServer, 200),
        ["aborted by the application before its start, token cancelled"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsAborted, e.ApplicationAbort) = (true, ApplicationAbort.BeforeStart)), ResponseOutcome.AbortedByServer, 200),
        ["aborted by the application before its start, lost"] =
            (Started(200, WireLevel.Handed).With(e => (e.Loss, e.ApplicationAbort) = (WireLoss.ByServer, ApplicationAbort.BeforeStart)), ResponseOutcome.AbortedByServer, 200),
        ["aborted by the application after its start"] =
            (Started(200, WireLevel.Handed).With(e => e.ApplicationAbort = ApplicationAbort.AfterStart), ResponseOutcome.Truncated, 200),
        ["aborted by the application after its start, gone"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsGoneAtCompletion, e.ApplicationAbort) = (true, ApplicationAbort.AfterStart)), ResponseOutcome.Truncated, 200),
        ["aborted by the application after its start, lost"] =
            (Started(200, WireLevel.Handed).With(e => (e.Loss, e.ApplicationAbort) = (WireLoss.ByServer, ApplicationAbort.AfterStart)), ResponseOutcome.Truncated, 200),
        ["aborted by the application after its start, sent in full"] =
            (Started(200).With(e => (e.IsAborted, e.ApplicationAbort) = (true, ApplicationAbort.AfterStart)), ResponseOutcome.Completed, 200),
        ["aborted by the application after its start, the peer having left first"] =
            (Started(200, WireLevel.Handed).With(e => (e.Loss, e.ApplicationAbort) = (WireLoss.ByPeer, ApplicationAbort.AfterStart)), ResponseOutcome.AbortedByClient, 200),
        ["aborted by the application after it had completed it, handed"] =
            (Started(200, WireLevel.Handed).With(e => (e.IsGoneAtCompletion, e.IsAborted, e.ApplicationAbort) = (true, true, ApplicationAbort.AfterCompletion)), ResponseOutcome.Completed, 200),
        ["aborted by the application after it had completed it, sent"] =
            (Started(200).With(e => (e.IsAborted, e.ApplicationAbort) = (true, ApplicationAbort.AfterCompletion)), ResponseOutcome.Completed, 200),
        ["aborted by the application after it had completed it, and lost by that"] =
            (Started(200, WireLevel.Handed).With(e => (e.Loss, e.ApplicationAbort) = (WireLoss.ByServer, ApplicationAbort.AfterCompletion)), ResponseOutcome.Truncated, 200),
        ["a tunnel aborted by the application, or because its peer has left"] =
            (Started(101, WireLevel.Handed).With(e => (e.IsTunnel, e.IsGoneAtCompletion, e.ApplicationAbort) = (true, true, ApplicationAbort.AfterStart)), ResponseOutcome.AbortedByServer, 101),
        ["a tunnel aborted by the application, as the wire knows"] =
            (Started(101, WireLevel.Handed).With(e => (e.IsTunnel, e.Loss, e.ApplicationAbort) = (true, WireLoss.ByServer, ApplicationAbort.AfterStart)), ResponseOutcome.Truncated, 101),
        ["aborted by its WebSocket because the peer has left"] =
            (Started(101, WireLevel.Handed).With(e => (e.IsTunnel, e.Loss, e.ApplicationAbort) = (true, WireLoss.ByPeer, ApplicationAbort.AfterStart)), ResponseOutcome.AbortedByClient, 101),

        ["aborted after its start"] = (Aborted(hasStarted: true, status: 404, atReturn: 0, atDeferral: 200), ResponseOutcome.AbortedByClient, 404),
        ["aborted after its start as 499"] = (Aborted(hasStarted: true, status: ClientClosedRequest, atReturn: 201, atDeferral: 202), ResponseOutcome.AbortedByClient, 201),
        ["aborted before its start, 499 by the server"] =
            (Aborted(hasStarted: false, status: ClientClosedRequest, atReturn: 201, atDeferral: 202), ResponseOutcome.AbortedByClient, 201),
        ["aborted before its start, 499 by an exception handler"] =
            (Aborted(hasStarted: false, status: ClientClosedRequest, atReturn: ClientClosedRequest, atDeferral: 202), ResponseOutcome.AbortedByClient, 202),
        ["aborted before its handler returned"] = (Aborted(hasStarted: false, status: ClientClosedRequest, atReturn: 0, atDeferral: 202), ResponseOutcome.AbortedByClient, 202),
        ["aborted before its start, status changed after the return"] = (Aborted(hasStarted: false, status: 503, atReturn: 201, atDeferral: 202), ResponseOutcome.AbortedByClient, 201),
        ["aborted before its start, its handler having failed"] = (Aborted(hasStarted: false, status: ClientClosedRequest, atReturn: 500, atDeferral: 200), ResponseOutcome.AbortedByClient, 500),
        ["aborted after its start, its handler having failed"] =
            (Aborted(hasStarted: true, status: 200, atReturn: 200, atDeferral: 200).With(e => e.HasFailedAfterStart = true), ResponseOutcome.AbortedByClient, 500),
        ["cut short by an exception"] = (Started(200).With(e => (e.IsCutShort, e.HasFailedAfterStart) = (true, true)), ResponseOutcome.Truncated, 200),

        ["a gRPC call that failed"] = (Started(200).With(e => e.HasGrpcFailed = true), ResponseOutcome.Completed, 500),
        ["a gRPC call that failed, aborted"] =
            (Aborted(hasStarted: false, status: ClientClosedRequest, atReturn: 200, atDeferral: 200).With(e => e.HasGrpcFailed = true), ResponseOutcome.AbortedByClient, 500),
        ["a gRPC call refused by HTTP"] = (Started(401).With(e => e.HasGrpcFailed = true), ResponseOutcome.Completed, 401),
    };

    public static TheoryData<string> Endings => [.. Table.Keys];

    [Theory, MemberData(nameof(Endings))]
    public void A_response_is_judged_by_its_evidence(string ending)
    {
        var (evidence, outcome, status) = Table[ending];

        var response = evidence.Judge(DateTimeOffset.UnixEpoch);

        Assert.Equal((outcome, status), (response.Outcome, response.StatusCode));
    }

    [Fact]
    public void The_snapshot_has_the_level_the_trailers_and_the_time_of_completion()
    {
        var evidence = Started(200, WireLevel.Acked).With(e => e.Trailers = new Dictionary<string, string> { ["checksum"] = "1" });

        var response = evidence.Judge(DateTimeOffset.UnixEpoch);

        Assert.Equal((WireLevel.Acked, "1", DateTimeOffset.UnixEpoch), (response.Level, response.Trailers["checksum"], response.CompletedAt));
    }

    private static ResponseEvidence Started(int status, WireLevel level = WireLevel.Sent) =>
        new() { HasStarted = true, Level = level, Status = status, StatusAtReturn = status, StatusAtDeferral = StatusCodes.Status200OK };

    private static ResponseEvidence Aborted(bool hasStarted, int status, int atReturn, int atDeferral) =>
        new() { HasStarted = hasStarted, Level = WireLevel.Handed, Loss = WireLoss.ByPeer, Status = status, StatusAtReturn = atReturn, StatusAtDeferral = atDeferral };
}

file static class ResponseEvidenceExtensions
{
    public static ResponseEvidence With(this ResponseEvidence evidence, Action<ResponseEvidence> change)
    {
        change(evidence);
        return evidence;
    }
}
