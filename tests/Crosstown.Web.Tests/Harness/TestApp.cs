using System.Net;
using Crosstown.Actors.Runtime;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;

namespace Crosstown.Web.Tests.Harness;

/// <summary>A running application with Crosstown in it, on Kestrel or on TestServer. Every wait has one deadline.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly WebApplication _app;

    private TestApp(WebApplication app, HttpClient client, LogRecorder log)
    {
        _app = app;
        Client = client;
        Log = log;
    }

    public HttpClient Client { get; }

    public LogRecorder Log { get; }

    public IServiceProvider Services => _app.Services;

    public CrosstownRuntime Runtime => Services.GetRequiredService<CrosstownRuntime>();

    public ITrafficLedger Ledger => Services.GetRequiredService<ITrafficLedger>();

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<TestApp> StartAsync(
        Action<WebApplication> map,
        Action<WebApplicationBuilder>? configure = null,
        TestServerKind server = TestServerKind.Kestrel,
        string hocon = "",
        bool add = true,
        bool wire = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Test", ContentRootPath = Path.GetTempPath() });
        var log = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(log);
        if (server == TestServerKind.TestServer)
            builder.WebHost.UseTestServer();
        else
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = ProtocolsOf(server)));
        if (wire)
            builder.WebHost.UseCrosstownWire();
        if (add)
            builder.Services.AddCrosstown(options => options.Hocon = hocon);
        configure?.Invoke(builder);
        var app = builder.Build();
        try
        {
            map(app);
            await app.StartAsync();
            return new(app, ClientOf(app, server), log);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until nothing is outstanding.</summary>
    public Task SettledAsync() => Ledger.SettledAsync().WaitAsync(Deadline);

    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken).WaitAsync(Deadline, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static HttpProtocols ProtocolsOf(TestServerKind server) => server == TestServerKind.KestrelHttp2 ? HttpProtocols.Http2 : HttpProtocols.Http1;

    private static HttpClient ClientOf(WebApplication app, TestServerKind server)
    {
        if (server == TestServerKind.TestServer)
            return app.GetTestClient();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new HttpClient
        {
            BaseAddress = new(address),
            Timeout = Deadline,
            DefaultRequestVersion = server == TestServerKind.KestrelHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
