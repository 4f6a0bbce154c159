using Crosstown.Actors;

namespace PhoneCampaign.Campaigns;

/// <summary>One number of a campaign and what became of it. Written by the deferral that places it, read by the page.</summary>
internal sealed class Call(int row, string number)
{
    public int Row { get; } = row;

    public string Number { get; } = number;

    /// <summary>The receipt: set by the request's handler right after it has deferred the call.</summary>
    public Deferral? Deferral { get; set; }

    /// <summary>When its first attempt began.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? PlacedAt { get; private set; }

    public string? Sid { get; private set; }

    public string State => Deferral?.Fate switch
    {
        Fate.Ran => "placed",
        Fate.NoGo or Fate.Aborted => "discarded",
        null => StartedAt is null ? "deferred" : "calling",
        _ => "failed",
    };

    public void Starts(DateTimeOffset now) => StartedAt ??= now;

    public void Placed(string sid, DateTimeOffset now)
    {
        Sid = sid;
        PlacedAt = now;
    }
}
