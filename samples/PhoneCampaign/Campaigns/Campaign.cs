using Crosstown.Actors;

namespace PhoneCampaign.Campaigns;

/// <summary>A list of numbers that was posted.</summary>
internal sealed class Campaign(string id, IReadOnlyList<string> numbers)
{
    public string Id { get; } = id;

    public IReadOnlyList<Call> Calls { get; } = [.. numbers.Select((number, index) => new Call(index + 1, number))];

    /// <summary>The response that deferred the calls, once one of them has started; null before.</summary>
    public ResponseSnapshot? Response { get; set; }

    public int Count(string state) => Calls.Count(call => call.State == state);

    /// <summary>Whether every call has its fate.</summary>
    public bool IsOver => Calls.All(call => call.Deferral?.Fate is not null);

    public object ToView() => new
    {
        Id,
        ResponseSentAt = Response?.CompletedAt,
        Level = Response?.Level.ToString(),
        Total = Calls.Count,
        Placed = Count("placed"),
        Discarded = Count("discarded"),
        Failed = Count("failed"),
        IsOver,
        Calls = Calls.Select(call => new
        {
            call.Row,
            call.Number,
            call.State,
            Dispatched = call.Deferral?.DispatchOrder,
            call.StartedAt,
            call.Deferral?.Attempts,
            call.PlacedAt,
            call.Sid,
            call.Deferral?.Reason,
        }),
    };
}
