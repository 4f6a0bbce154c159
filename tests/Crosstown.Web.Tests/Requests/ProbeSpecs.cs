using Akka.Actor;
using Akka.Hosting;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/design.md §2.2: a user's test can observe dispatched messages with a probe in the application's own actor system.</summary>
public sealed class ProbeSpecs
{
    [Fact]
    public async Task A_test_probe_receives_the_dispatched_messages_in_the_order_deferred_and_none_of_a_no_go()
    {
        IActorRef calls = Nobody.Instance;
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/campaigns", (ICrosstownTraffic traffic, int status) =>
            {
                foreach (var number in Enumerable.Range(1, 100))
                    traffic.TellTo(calls, number);
                return Results.StatusCode(status);
            }),
            options =>
            {
                options.UseKestrel = true;
                options.ConfigureServices = services => services.AddAkka("shop", (akka, provider) => akka.WithCrosstown(provider));
            });
        var probe = app.CreateTestProbe();
        calls = probe;

        using var failed = await app.Client.PostAsync("/campaigns?status=503", null);
        using var accepted = await app.Client.PostAsync("/campaigns?status=202", null);

        Assert.Equal(Enumerable.Range(1, 100), probe.ReceiveN(100).Cast<int>());
        await app.SettledAsync();
        app.ShouldHaveDiscarded<int>(status: 503, Fate.NoGo, times: 100);
        app.ShouldHaveRun<int>(times: 100);
        probe.ExpectNoMsg(TimeSpan.Zero);
    }
}
