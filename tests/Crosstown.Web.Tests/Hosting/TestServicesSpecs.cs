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
        await using var app = await TestApp.StartAsync(
            web => web.MapGet("/", (ICrosstownTraffic traffic) => { traffic.Tell("call"); }),
            builder =>
            {
                builder.Services.AddTrafficHandler<RealHandler>();
                if (hasActorSystem)
                    builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services));
                builder.WebHost.ConfigureTestServices(services => services.AddSingleton(journal).AddTrafficHandler<FakeHandler>());
            },
            TestServerKind.TestServer);

        await app.Client.GetStringAsync("/");
        await app.SettledAsync();

        Assert.Equal(["fake call"], journal.Entries);
        Assert.Contains(app.Log.Texts(), text => text.Contains(nameof(RealHandler), StringComparison.Ordinal) && text.Contains(nameof(FakeHandler), StringComparison.Ordinal));
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
