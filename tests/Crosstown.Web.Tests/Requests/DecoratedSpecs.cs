using System.Collections.Concurrent;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/decorator.md: in a request, a decorated method that is called without traffic uses the request's.</summary>
public sealed class DecoratedSpecs
{
    [Fact]
    public async Task A_decorated_method_runs_after_the_response_of_the_request_that_called_it_in_that_requests_host()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        foreach (var (app, status) in new[] { (first, 200), (second, 404), (first, 500), (second, 201) })
            await app.Client.GetAsync($"/{status}");
        Assert.Equal(["200 after 200"], Noted(first));
        Assert.Equal(["404 after 404", "201 after 201"], Noted(second));
    }

    [Fact]
    public async Task A_closure_runs_as_its_attribute_says_and_the_endpoint_is_farther_away()
    {
        var seen = new ConcurrentQueue<string>();
        await using var app = await StartAsync(app => app.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer<TrafficContext>([CrosstownTraffic(NoGo = [])] (context, ct) =>
            {
                seen.Enqueue(context.Pool);
                return Task.CompletedTask;
            });
            traffic.Defer(new() { SameThread = false }, [CrosstownTraffic(SameThread = true)] () => seen.Enqueue("stopped"));
            return Results.StatusCode(503);
        }).SameThread());
        await app.Client.GetAsync("/");
        Assert.Equal([PoolNames.SameThread], seen);
    }

    private static Task<CrosstownTestHost> StartAsync() => StartAsync(app => app.MapGet("/{status:int}", (int status) =>
    {
        Notes.Note($"{status}");
        return Results.StatusCode(status);
    }));

    private static Task<CrosstownTestHost> StartAsync(Action<WebApplication> map) => CrosstownTestHost.StartAsync(map, options =>
    {
        (options.Mode, options.UseKestrel) = (TrafficMode.Inline, true);
        options.ConfigureServices = services => services.AddSingleton<ConcurrentQueue<string>>();
    });

    private static ConcurrentQueue<string> Noted(CrosstownTestHost app) => app.Services.GetRequiredService<ConcurrentQueue<string>>();
}
