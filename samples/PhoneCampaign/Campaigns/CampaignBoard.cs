using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace PhoneCampaign.Campaigns;

/// <summary>The last campaigns, for the page. In memory, like the traffic itself.</summary>
internal sealed class CampaignBoard
{
    private const int Kept = 100;

    private readonly ConcurrentDictionary<string, Campaign> _campaigns = new();
    private readonly ConcurrentQueue<string> _order = new();
    private int _last;

    public Campaign Add(IReadOnlyList<string> numbers)
    {
        var campaign = new Campaign($"c{Interlocked.Increment(ref _last)}", numbers);
        _campaigns[campaign.Id] = campaign;
        _order.Enqueue(campaign.Id);
        while (_order.Count > Kept && _order.TryDequeue(out var oldest))
            _campaigns.TryRemove(oldest, out _);
        return campaign;
    }

    public bool TryGet(string id, [NotNullWhen(true)] out Campaign? campaign) => _campaigns.TryGetValue(id, out campaign);
}
