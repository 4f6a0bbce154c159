using System.Net.Http.Json;
using Akka.Actor;
using Akka.Hosting;
using Crosstown.TestKit.TestApp;

namespace Crosstown.TestKit.Tests.Hosting;

public sealed class AdoptedActorSystemSpecs() : Akka.TestKit.Xunit2.TestKit(CrosstownTestConfig.Create("""
    crosstown.drain-timeout = 5s
    crosstown.pools {
      calls { }
      mail { }
    }
    akka.actor.deployment {
      /crosstown/pools/calls { router = round-robin-pool, nr-of-instances = 2 }
    }
    """))
{
    [Fact]
    public async Task A_host_adopts_the_actor_system_of_a_TestKit_whose_probes_are_its_pools()
    {
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.ActorSystem = Sys);
        var probe = CreateTestProbe();
        app.Pool("calls").SendTo(probe);

        await app.Client.PostAsJsonAsync("/campaigns", new[] { "1", "2" });

        probe.ExpectMsg<PlaceCall>(call => call.Number == "1");
        probe.ExpectMsg<PlaceCall>(call => call.Number == "2");
        Assert.Same(Sys, app.ActorSystem);
    }

    [Fact]
    public async Task One_host_after_another_adopts_the_same_actor_system()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.ActorSystem = Sys);
            await app.Client.PostAsJsonAsync("/campaigns", new[] { "1" });
            await app.SettledAsync();
            app.ShouldHaveRun<PlaceCall>(times: 1);
        }

        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task The_actors_of_a_host_have_stopped_when_it_is_disposed_of_and_before_the_actor_system_has()
    {
        var app = await CrosstownTestHost.StartAsync<Program>(options => options.ActorSystem = Sys);
        var supervisor = await Sys.ActorSelection("/user/crosstown").ResolveOne(RemainingOrDefault);
        Watch(supervisor);

        await app.DisposeAsync();

        ExpectTerminated(supervisor);
        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_host_whose_actor_system_has_ended_before_it_ends_all_the_same()
    {
        var app = await CrosstownTestHost.StartAsync<Program>(options => options.ActorSystem = Sys);
        await Sys.Terminate();
        await app.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task HOCON_that_would_have_no_effect_is_an_error()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CrosstownTestHost.StartAsync<Program>(options => (options.ActorSystem, options.Hocon) = (Sys, "crosstown.no-go = []")));
        Assert.StartsWith("CrosstownTestOptions.Hocon has no effect", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_with_an_actor_system_of_its_own_can_not_adopt_another()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => CrosstownTestHost.StartAsync(
            _ => { },
            options =>
            {
                options.ActorSystem = Sys;
                options.ConfigureServices = services => services.AddAkka("shop", (akka, provider) => akka.WithCrosstown(provider));
            }));
        Assert.StartsWith("The application has an actor system of its own", error.Message, StringComparison.Ordinal);
    }
}
