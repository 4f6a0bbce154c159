using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using PhoneCampaign.Telephony;

namespace PhoneCampaign.Provider;

/// <summary>A telephony provider to test against: the real one's resource on a loopback port, with 50 to 300 ms of latency, a 503 now and then, and a 429 beyond 60 calls in a second.</summary>
internal sealed class StandInProvider(IOptions<TelephonyOptions> options, ProviderLog log, TimeProvider time) : IHostedService, IAsyncDisposable
{
    private const double UnavailableRate = 0.03;
    private const int CallsPerSecond = 60;

    private readonly TelephonyOptions _options = options.Value;
    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_options.StandIn)
            return;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(_options.BaseAddress!.GetLeftPart(UriPartial.Authority));
        _app = builder.Build();
        _app.MapPost("/2010-04-01/Accounts/{accountSid}/Calls.json", CreateCallAsync);
        _app.MapGet("/log", () => log.Entries);
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>Crosstown drains once all services have stopped, and the calls that are then still to be made need a provider: it ends when it is disposed of.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private async Task<IResult> CreateCallAsync(string accountSid, HttpRequest request)
    {
        if (request.Headers.Authorization != Credentials() || accountSid != _options.AccountSid)
            return Refuse(StatusCodes.Status401Unauthorized, 20003, "Authenticate");
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        string? to = form["To"], from = form["From"], url = form["Url"];
        if (string.IsNullOrEmpty(to) || string.IsNullOrEmpty(from) || !Uri.TryCreate(url, UriKind.Absolute, out var callback))
            return Refuse(StatusCodes.Status400BadRequest, 21205, "To, From and Url are required");

        var query = QueryHelpers.ParseQuery(callback.Query);
        var status = log.CountSince(time.GetUtcNow() - TimeSpan.FromSeconds(1)) >= CallsPerSecond ? StatusCodes.Status429TooManyRequests
            : Random.Shared.NextDouble() < UnavailableRate ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status201Created;
        var dispatched = int.TryParse(query.GetValueOrDefault("dispatched"), CultureInfo.InvariantCulture, out var place) ? place : 0;
        log.Add(new(time.GetUtcNow(), to, query.GetValueOrDefault("reference").ToString(), dispatched, status));
        await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 301)), time, request.HttpContext.RequestAborted);
        if (status == StatusCodes.Status429TooManyRequests)
        {
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return Refuse(status, 20429, "Too Many Requests");
        }

        if (status == StatusCodes.Status503ServiceUnavailable)
            return Refuse(status, 20503, "Service Unavailable");

        var sid = $"CA{Guid.NewGuid():N}";
        var uri = $"/2010-04-01/Accounts/{accountSid}/Calls/{sid}.json";
        return Results.Json(
            new { sid, account_sid = accountSid, to, from, status = "queued", direction = "outbound-api", date_created = time.GetUtcNow().ToString("R"), uri },
            statusCode: status);
    }

    private string Credentials() =>
        $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.AccountSid}:{_options.AuthToken}"))}";

    private static IResult Refuse(int status, int code, string message) => Results.Json(new { status, code, message }, statusCode: status);
}
