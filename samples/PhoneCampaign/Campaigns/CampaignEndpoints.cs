using Crosstown.Actors;
using Crosstown.Web;
using Microsoft.AspNetCore.Mvc;

namespace PhoneCampaign.Campaigns;

internal static class CampaignEndpoints
{
    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        app.MapPost("/campaigns", StartAsync)
            .SendTrafficTo("calls")
            .WithMetadata(new RequestSizeLimitAttribute(NumberList.MaxBytes));

        app.MapGet("/campaigns/{id}", (string id, CampaignBoard board) =>
            board.TryGet(id, out var campaign) ? Results.Ok(campaign.ToView()) : Results.NotFound());

        app.MapGet("/numbers.csv", (IHostEnvironment environment) =>
            Results.File(Path.Combine(environment.ContentRootPath, "numbers.csv"), "text/csv"));
    }

    // ?fail=true answers 503 after everything was deferred: a no-go, so that not one call is placed.
    private static async Task<IResult> StartAsync(
        HttpRequest request, CampaignBoard board, ICrosstownTraffic traffic, bool fail = false, CancellationToken cancellationToken = default)
    {
        List<string> numbers;
        try
        {
            numbers = await CampaignUpload.ReadAsync(request, cancellationToken);
        }
        catch (NumberListException wrong)
        {
            return Results.Problem(wrong.Message, statusCode: 400, title: "The list of numbers was not accepted",
                extensions: new Dictionary<string, object?> { ["row"] = wrong.Row });
        }
        catch (BadHttpRequestException wrong) when (wrong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Results.Problem($"The upload is larger than {NumberList.MaxBytes} bytes (1 MiB).", statusCode: 413, title: "The list of numbers was not accepted",
                extensions: new Dictionary<string, object?> { ["row"] = 0 });
        }

        var campaign = board.Add(numbers);
        foreach (var call in campaign.Calls)
            call.Deferral = traffic.Tell(new PlaceCall(campaign, call.Row, call.Number));                       // a message, for its handler
        CampaignNotes.Note(campaign.Id, campaign.Calls.Count);                                                  // a method
        traffic.Defer<CampaignJournal>([CrosstownTraffic(SameThread = true)] (journal, token) =>                // a closure
            journal.AppendAsync(campaign.Id, campaign.Calls.Count, token));

        var view = new { campaign.Id, Deferred = numbers.Count };
        return fail
            ? Results.Json(view, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Accepted($"/campaigns/{campaign.Id}", view);
    }
}
