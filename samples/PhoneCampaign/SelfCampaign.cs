using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using PhoneCampaign.Campaigns;
using PhoneCampaign.Provider;

namespace PhoneCampaign;

/// <summary>Posts the shipped list to this very server, as a client would, and prints what happened when; then once more as a no-go.</summary>
internal sealed class SelfCampaign(
    IHostApplicationLifetime lifetime, IConfiguration configuration, IHostEnvironment environment, CampaignBoard board, CampaignJournal journal,
    ProviderLog provider, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        var address = configuration["Urls"]!.Split(';')[0];
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        try
        {
            await RunAsync(client, fail: false, stoppingToken);
            await RunAsync(client, fail: true, stoppingToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutException)
        {
            Console.WriteLine($"The campaign to itself failed: {failure.Message}");
        }

        Console.WriteLine($"""

            One line per campaign that went out: {journal.Path}
            Press a button and watch, at
                {address}/
            or:
                curl -i -H 'Content-Type: text/csv' --data-binary @samples/PhoneCampaign/numbers.csv {address}/campaigns
            Ctrl+C stops.
            """);
    }

    private async Task RunAsync(HttpClient client, bool fail, CancellationToken stoppingToken)
    {
        var csv = await File.ReadAllBytesAsync(Path.Combine(environment.ContentRootPath, "numbers.csv"), stoppingToken);
        using var body = new ByteArrayContent(csv);
        body.Headers.ContentType = new MediaTypeHeaderValue("text/csv");

        var sent = time.GetUtcNow();
        using var response = await client.PostAsync(new Uri(fail ? "/campaigns?fail=true" : "/campaigns", UriKind.Relative), body, stoppingToken);
        var view = await response.Content.ReadFromJsonAsync<StartedView>(stoppingToken);
        var received = time.GetUtcNow();
        if (!board.TryGet(view!.Id, out var campaign))
            throw new HttpRequestException($"The server does not know campaign {view.Id}.");
        await OverAsync(campaign, stoppingToken);
        var over = time.GetUtcNow();

        if (fail)
            // Long enough for a call that had gone out all the same to show in the provider's log.
            await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);

        var answer = $"response received: {(int)response.StatusCode} {response.StatusCode}, {view.Deferred} calls deferred";
        var received201 = Received(campaign, 201);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Print(sent, (received, answer), (over, $"{campaign.Count("discarded")} of {campaign.Calls.Count} discarded; the provider received {received201} calls"));
            return;
        }

        var gone = campaign.Response!.CompletedAt;
        var first = campaign.Calls.Min(call => call.StartedAt)!.Value;
        var last = campaign.Calls.Max(call => call.StartedAt)!.Value;
        var inOrder = campaign.Calls.Select(call => call.Deferral!.DispatchOrder).SequenceEqual(Enumerable.Range(1, campaign.Calls.Count));
        Print(
            sent,
            (gone, $"response sent: its last byte has left (wire level {campaign.Response.Level})"),
            (received, answer),
            (first, string.Create(CultureInfo.InvariantCulture, $"first call started, {(first - gone).TotalMilliseconds:F1} ms after the response was sent")),
            (last, string.Create(CultureInfo.InvariantCulture, $"last call started: {campaign.Calls.Count / (last - first).TotalSeconds:F0} a second (rate of the pool in akka.hocon)")),
            (over, $"tried again (retry of the pool): {Received(campaign, 503)} calls that the provider had answered with 503, {Received(campaign, 429)} with 429"),
            (over, $"{campaign.Count("placed")} of {campaign.Calls.Count} placed, dispatched {(inOrder ? "in the order given" : "OUT OF ORDER")}; the provider received {received201} calls"));
    }

    private int Received(Campaign campaign, int status) =>
        provider.Entries.Count(entry => entry.Status == status && entry.Reference.StartsWith($"{campaign.Id}-", StringComparison.Ordinal));

    private async Task OverAsync(Campaign campaign, CancellationToken stoppingToken)
    {
        var waited = Stopwatch.StartNew();
        while (!campaign.IsOver)
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException($"Campaign {campaign.Id} was not over after {Patience.TotalSeconds} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, stoppingToken);
        }
    }

    private async Task Started(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    private static void Print(DateTimeOffset start, params (DateTimeOffset At, string What)[] events)
    {
        foreach (var (at, what) in events.OrderBy(e => e.At))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(at - start).TotalMilliseconds,9:F1} ms  {what}"));
    }

    private sealed record StartedView(string Id, int Deferred);
}
