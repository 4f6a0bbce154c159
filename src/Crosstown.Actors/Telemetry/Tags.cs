using Crosstown.Actors.Accounting;

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

    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static string ToTag(this Refusal refusal) => refusal switch
    {
        Refusal.ProcessFull => "process_full",
        Refusal.PoolFull => "pool_full",
        Refusal.RequestFull => "request_full",
        Refusal.Late => "late",
        Refusal.ParentEnded => "parent_ended",
        Refusal.LeaseExpired => "lease_expired",
        Refusal.ActorStopped => "actor_stopped",
        Refusal.Draining => "draining",
        Refusal.Terminating => "terminating",
        Refusal.TooDeep => "too_deep",
        Refusal.TooMany => "too_many",
        Refusal.WithoutRequest => "without_request",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "There is no refusal."),
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
