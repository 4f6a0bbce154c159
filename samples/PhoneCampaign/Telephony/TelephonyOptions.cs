using System.ComponentModel.DataAnnotations;

namespace PhoneCampaign.Telephony;

/// <summary>The telephony provider: section <c>Telephony</c> of the configuration.</summary>
internal sealed class TelephonyOptions
{
    /// <summary>Whether the sample hosts a stand-in for the provider at <see cref="BaseAddress"/>.</summary>
    public bool StandIn { get; set; }

    [Required]
    public Uri? BaseAddress { get; set; }

    [Required]
    public string AccountSid { get; set; } = "";

    [Required]
    public string AuthToken { get; set; } = "";

    /// <summary>The number that calls, E.164.</summary>
    [Required]
    public string From { get; set; } = "";

    /// <summary>Where the provider fetches what to say.</summary>
    [Required]
    public Uri? CallbackUrl { get; set; }
}
