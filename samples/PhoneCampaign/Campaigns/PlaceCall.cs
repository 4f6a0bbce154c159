namespace PhoneCampaign.Campaigns;

/// <summary>What a campaign defers, once per number.</summary>
internal sealed record PlaceCall(Campaign Campaign, int Row, string Number);
