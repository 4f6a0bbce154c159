namespace Crosstown.Actors.Telemetry;

/// <summary>The tags of metrics and spans. In metrics their values are closed sets; ids are in spans and logs only.</summary>
internal static class TagNames
{
    public const string Fate = "crosstown.fate";
    public const string Refusal = "crosstown.refusal";
    public const string Pool = "crosstown.pool";
    public const string Message = "crosstown.message";
    public const string Gate = "crosstown.gate";
    public const string Lane = "crosstown.lane";
    public const string Outcome = "crosstown.outcome";
    public const string WireLevel = "crosstown.wire_level";
    public const string DeferralId = "crosstown.deferral.id";
    public const string Attempt = "crosstown.attempt";
    public const string RetryWait = "crosstown.retry.wait";
    public const string DeferralKind = "crosstown.deferral.kind";
    public const string Endpoint = "crosstown.endpoint";

    // OpenTelemetry's own names for a place in source code.
    public const string CodeFile = "code.file.path";
    public const string CodeLine = "code.line.number";
}
