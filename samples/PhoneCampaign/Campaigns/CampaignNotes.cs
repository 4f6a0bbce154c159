using Crosstown.Actors;

namespace PhoneCampaign.Campaigns;

/// <summary>One line in the log per campaign, once its response has gone out, whatever its status was.</summary>
internal static partial class CampaignNotes
{
    /// <summary>Deferred by the overload that the source generator adds: <c>CampaignNotes.Note(campaign, calls)</c>. Not on the pool of the calls, whose rate it would wait for.</summary>
    [CrosstownTraffic(NoGo = [], Pool = "default")]
    public static void Note(string campaign, int calls, ILogger<Campaign> logger, TrafficContext context) =>
        Answered(logger, campaign, calls, context.Request?.Response.StatusCode);

    [LoggerMessage(LogLevel.Information, "Campaign {Campaign} of {Calls} calls was answered with {Status}.")]
    private static partial void Answered(ILogger logger, string campaign, int calls, int? status);
}
