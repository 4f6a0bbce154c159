namespace Crosstown.Actors.Telemetry;

/// <summary>The values of tags.</summary>
internal static class Tags
{
    public static string ToTag(this Fate fate) => fate switch
    {
        Fate.Ran => "ran",
        Fate.Failed => "failed",
        Fate.NoGo => "no_go",
        Fate.Aborted => "aborted",
        Fate.Cancelled => "cancelled",
        Fate.Refused => "refused",
        _ => "abandoned",
    };

    public static string ToTag(this ResponseOutcome outcome) => outcome switch
    {
        ResponseOutcome.Completed => "completed",
        ResponseOutcome.Truncated => "truncated",
        ResponseOutcome.AbortedByClient => "aborted_by_client",
        _ => "aborted_by_server",
    };

    public static string ToTag(this WireLevel level) => level switch
    {
        WireLevel.Handed => "handed",
        WireLevel.Sent => "sent",
        _ => "acked",
    };
}
