using System.Net;
using Crosstown.Actors;
using Crosstown.Tests.Harness.Wire;
using Crosstown.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Crosstown.Stress.Soak;

/// <summary>Requests over real sockets: both sides of them.</summary>
internal sealed class SocketLoad(long seed, Book book)
{
    public const int Connections = 32;
    private const string Body = "0123456789";
    private long _unexpected;
    private long _answered;
    private long _broken;
    private long _left;

    /// <summary>Set once the host has started; requests come later.</summary>
    public Mix Mix { get; set; } = null!;

    /// <summary>Answers that were not what the server meant to give.</summary>
    public long Unexpected => Interlocked.Read(ref _unexpected);

    /// <summary>Whole answers; those that an exception or the server cut short; and those that the client left.</summary>
    public (long Answered, long Broken, long Left) Counts => (Interlocked.Read(ref _answered), Interlocked.Read(ref _broken), Interlocked.Read(ref _left));

    public void Map(WebApplication app) => app.MapGet("/soak/{number:long}", AnswerAsync);

    /// <summary>Half of the connections speak HTTP/1.1, half HTTP/2; who leaves does so on an HTTP/1.1 connection of its own.</summary>
    public async Task RunAsync(SoakHost host, Func<long?> next)
    {
        using var http1 = Client(host.Http1, HttpVersion.Version11);
        using var http2 = Client(host.Http2, HttpVersion.Version20);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(connection => Task.Run(async () =>
        {
            while (next() is { } number)
            {
                var request = SocketRequest.Roll(new Dice(seed, number), number);
                if (request.Ending == Ending.ClientLeaves)
                    await LeaveAsync(host, request, byReset: number % 2 == 0);
                else
                    await AskAsync(connection % 2 == 0 ? http1 : http2, request);
            }
        })));
    }

    private static HttpClient Client(Uri address, Version version) => new(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = Connections })
    {
        BaseAddress = address,
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private async Task AskAsync(HttpClient client, SocketRequest request)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(request.Target, UriKind.Relative));
            var expected = request.Ending switch
            {
                Ending.Answers or Ending.Vetoes => request.Status,
                Ending.ThrowsBefore => 500,
                _ => 0,
            };
            Interlocked.Increment(ref _answered);
            if ((int)response.StatusCode != expected)
                Surprise($"{request} was answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            Interlocked.Increment(ref _broken);
            if (request.Ending is not (Ending.ThrowsAfter or Ending.ServerAborts))
                Surprise($"{request}: {e.Message}");
        }
    }

    /// <summary>Goes in the middle of the body: with a reset, or by an orderly close.</summary>
    private async Task LeaveAsync(SoakHost host, SocketRequest request, bool byReset)
    {
        await using var client = new Http1Client(await RawConnection.ConnectAsync(host.Http1.Port));
        await client.GetAsync(request.Target);
        if (await client.ReceiveHeadAsync() is null)
            Surprise($"{request} was not answered");
        Interlocked.Increment(ref _left);
        if (byReset)
            client.Connection.Reset();
    }

    private void Surprise(string what)
    {
        Interlocked.Increment(ref _unexpected);
        book.Accuse(what);
    }

    private async Task AnswerAsync(long number, HttpContext context, ICrosstownTraffic traffic)
    {
        var dice = new Dice(seed, number);
        var request = SocketRequest.Roll(dice, number);
        // Known from the start: what the origin says is fixed before anything is deferred.
        var origin = new Origin
        {
            IsOver = true,
            Status = request.Ending == Ending.ThrowsBefore ? 500 : request.Status,
            Vetoed = request.Ending == Ending.Vetoes,
            Outcome = request.Ending switch
            {
                Ending.ThrowsAfter => ResponseOutcome.Truncated,
                Ending.ServerAborts => ResponseOutcome.AbortedByServer,
                Ending.ClientLeaves => ResponseOutcome.AbortedByClient,
                _ => ResponseOutcome.Completed,
            },
        };
        context.Response.StatusCode = request.Status;
        await Mix.DeferAsync(traffic, origin, dice, context.RequestAborted);
        switch (request.Ending)
        {
            case Ending.Vetoes:
                traffic.NoGo("vetoed");
                break;
            case Ending.ThrowsBefore:
                throw new SoakException();
            case Ending.Answers:
                await context.Response.WriteAsync(Body);
                break;
            default:
                await EndEarlyAsync(context, request.Ending);
                break;
        }
    }

    private static async Task EndEarlyAsync(HttpContext context, Ending ending)
    {
        await context.Response.WriteAsync(Body);
        await context.Response.Body.FlushAsync();
        if (ending == Ending.ThrowsAfter)
            throw new SoakException();
        if (ending == Ending.ServerAborts)
            context.Abort();
        else
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
    }
}
