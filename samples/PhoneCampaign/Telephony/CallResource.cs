namespace PhoneCampaign.Telephony;

/// <summary>The part of the provider's call resource that is used here.</summary>
internal sealed record CallResource(string Sid, string Status);
