using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit.Xunit2;
using Xunit.Abstractions;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.2: a user's test can observe dispatched messages with a probe in the application's own actor system.</summary>
public sealed class ProbeSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task A_test_probe_receives_the_dispatched_messages_in_the_order_deferred_and_none_of_a_no_go()
    {
        IActorRef calls = Nobody.Instance;
        await using var app = await TestApp.StartAsync(
            web => web.MapPost("/campaigns", (ICrosstownTraffic traffic, int status) =>
            {
                foreach (var number in Enumerable.Range(1, 100))
                    traffic.TellTo(calls, number);
                return Results.StatusCode(status);
            }),
            builder => builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services)));
        using var kit = new TestKit(app.Services.GetRequiredService<ActorSystem>(), output);
        var probe = kit.CreateTestProbe();
        calls = probe;

        using var failed = await app.Client.PostAsync("/campaigns?status=503", null);
        using var accepted = await app.Client.PostAsync("/campaigns?status=202", null);

        foreach (var number in Enumerable.Range(1, 100))
            probe.ExpectMsg(number);
        await app.SettledAsync();
        Assert.Equal((100L, 100L), (app.Ledger.Read().NoGo, app.Ledger.Read().Ran));
        probe.ExpectNoMsg(TimeSpan.Zero);
    }
}
