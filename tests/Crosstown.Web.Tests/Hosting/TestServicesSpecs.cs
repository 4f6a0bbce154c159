using Akka.Hosting;
using Microsoft.AspNetCore.TestHost;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>docs/design.md §4: a test replaces what an application has registered.</summary>
public class TestServicesSpecs
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_of_the_application_is_replaced_in_ConfigureTestServices(bool hasActorSystem)
    {
        var journal = new Journal();
        var log = new LogRecorder();
        using var host = Host.CreateDefaultBuilder().UseContentRoot(Path.GetTempPath())
            .ConfigureLogging(logging => logging.ClearProviders().AddProvider(log))
            .ConfigureWebHost(web => web
                .UseTestServer()
                .ConfigureServices(services =>
                {
                    services.AddRouting().AddCrosstown().AddTrafficHandler<RealHandler>();
                    if (hasActorSystem)
                        services.AddAkka("shop", (akka, provider) => akka.WithCrosstown(provider));
                })
                .Configure(app => app.UseRouting().UseEndpoints(endpoints => endpoints.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Tell("call"); })))
                .ConfigureTestServices(services => services.AddSingleton(journal).AddTrafficHandler<FakeHandler>()))
            .Build();
        await host.StartAsync();

        await host.GetTestClient().GetStringAsync("/");
        await host.Services.GetRequiredService<ITrafficLedger>().SettledAsync().WaitAsync(TestApp.Deadline);
        await host.StopAsync();

        Assert.Equal(["fake call"], journal.Entries);
        Assert.Contains(log.Texts(), text => text.Contains(nameof(RealHandler), StringComparison.Ordinal) && text.Contains(nameof(FakeHandler), StringComparison.Ordinal));
    }

    internal sealed class RealHandler : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("a test called the real one");
    }

    internal sealed class FakeHandler(Journal journal) : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken)
        {
            journal.Add($"fake {message}");
            return Task.CompletedTask;
        }
    }
}
