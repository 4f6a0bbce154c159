using Crosstown.Actors;
using PhoneCampaign.Telephony;

namespace PhoneCampaign.Campaigns;

/// <summary>Runs after the response, on the pool <c>calls</c>, in a DI scope of its own; once more, later, after a failure that akka.hocon's retry-on names.</summary>
internal sealed class PlaceCallHandler(TelephonyClient telephony, TimeProvider time) : ITrafficHandler<PlaceCall>
{
    public async Task HandleAsync(PlaceCall message, TrafficContext context, CancellationToken cancellationToken)
    {
        var call = message.Campaign.Calls[message.Row - 1];
        call.Starts(time.GetUtcNow());
        message.Campaign.Response = context.Request?.Response;
        var resource = await telephony.PlaceCallAsync(
            message.Number, $"{message.Campaign.Id}-{message.Row}", context.Deferral.DispatchOrder, cancellationToken);
        call.Placed(resource.Sid, time.GetUtcNow());
    }
}
