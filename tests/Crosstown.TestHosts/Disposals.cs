using System.Diagnostics;

namespace Crosstown.TestHosts;

/// <summary>Hosts that are disposed of without a stop, one after another: none may leave a thread behind.</summary>
internal static class Disposals
{
    public static async Task<int> RunAsync(int rounds)
    {
        // What the process keeps whatever happens (thread pool, tiered compilation, Akka's static schedulers) is there after the first ones.
        await DisposeOneAsync();
        await DisposeOneAsync();
        var before = Threads();
        for (var i = 0; i < rounds; i++)
            await DisposeOneAsync();
        Application.Say($"threads: {before} before, {Threads()} after {rounds}");
        return 0;
    }

    private static async Task DisposeOneAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath(), EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCrosstown();
        await using var app = builder.Build();
        app.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Defer(() => { }); });
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        (await client.GetAsync("/")).EnsureSuccessStatusCode();
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
