using System.Net;
using Akka.Hosting;
using Crosstown.Actors.Runtime;
using Crosstown.TestHosts;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>An application on whatever kind of host, on Kestrel or on TestServer.</summary>
internal sealed class HostedApp
{
    private readonly Func<Task> _stop;
    private readonly IDisposable _host;

    private HostedApp(IServiceProvider services, HttpClient client, Func<Task> stop, IDisposable host)
    {
        (Services, Client, _stop, _host) = (services, client, stop, host);
        // Asked for now: after its disposal the container gives nothing.
        Runtime = services.GetRequiredService<CrosstownRuntime>();
        Ledger = services.GetRequiredService<ITrafficLedger>();
        Lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        Report = services.GetRequiredService<IDrainReport>();
    }

    public IServiceProvider Services { get; }

    public HttpClient Client { get; }

    public CrosstownRuntime Runtime { get; }

    public IHostApplicationLifetime Lifetime { get; }

    public IDrainReport Report { get; }

    public ITrafficLedger Ledger { get; }

    public static async Task<HostedApp> StartAsync(HostKind kind, bool onTestServer, string hocon, Action<IEndpointRouteBuilder> map, Action<IServiceCollection>? configure = null)
    {
        var root = Path.GetTempPath();
        switch (kind)
        {
            case HostKind.WebApplication or HostKind.WebApplicationWithAkka:
                var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = root, EnvironmentName = "Test" });
                AddServices(builder.Services);
                AddServer(builder.WebHost);
                var app = builder.Build();
                Configure(app);
                await app.StartAsync();
                return new(app.Services, onTestServer ? app.GetTestClient() : ClientOf(app.Services), () => app.StopAsync(), app);
            case HostKind.GenericHost or HostKind.GenericHostWithAkka:
                var host = Host.CreateDefaultBuilder().UseContentRoot(root)
                    .ConfigureWebHostDefaults(web => AddServer(web.ConfigureServices(AddServices).Configure(Configure)))
                    .Build();
                await host.StartAsync();
                return new(host.Services, onTestServer ? host.GetTestClient() : ClientOf(host.Services), () => host.StopAsync(), host);
            default:
                var web = new WebHostBuilder().UseContentRoot(root).ConfigureServices(AddServices).Configure(Configure);
                if (onTestServer)
                {
                    var server = new TestServer(web);
                    return new(server.Services, server.CreateClient(), () => server.Host.StopAsync(), server);
                }

                AddServer(web);
                var webHost = web.Build();
                await webHost.StartAsync();
                return new(webHost.Services, ClientOf(webHost.Services), () => webHost.StopAsync(), webHost);
        }

        void AddServer(IWebHostBuilder web)
        {
            if (onTestServer)
                web.UseTestServer();
            else
                web.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        }

        void AddServices(IServiceCollection services)
        {
            services.AddRouting();
            services.AddLogging(logging => logging.ClearProviders());
            services.AddCrosstown(options => options.Hocon = hocon);
            if (kind is HostKind.WebApplicationWithAkka or HostKind.GenericHostWithAkka or HostKind.WebHostWithAkka)
                services.AddAkka("shop", (akka, provider) => akka.AddHocon($"{hocon}\nakka.loglevel = OFF\nakka.stdout-loglevel = OFF", HoconAddMode.Prepend).WithCrosstown(provider));
            configure?.Invoke(services);
        }

        void Configure(IApplicationBuilder app)
        {
            app.UseRouting();
            app.UseEndpoints(map);
        }
    }

    public Task StopAsync() => _stop().WaitAsync(TestApp.Deadline);

    /// <summary>By one form or the other; the asynchronous one where the host has none is the other.</summary>
    public Task DisposeAsync(bool asynchronously) => Task.Run(async () =>
    {
        if (asynchronously && _host is IAsyncDisposable host)
            await host.DisposeAsync();
        else
            _host.Dispose();
    }).WaitAsync(TestApp.Deadline);

    private static HttpClient ClientOf(IServiceProvider services) =>
        new() { BaseAddress = new(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), Timeout = TestApp.Deadline };
}
