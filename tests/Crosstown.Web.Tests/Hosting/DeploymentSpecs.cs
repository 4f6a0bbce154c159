using Akka.Configuration;
using Akka.Hosting;

namespace Crosstown.Web.Tests.Hosting;

/// <summary>Deployments that keep an actor system from being made are named at start-up, in Crosstown's own system and in the application's.</summary>
public class DeploymentSpecs
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deployment_that_no_pool_can_have_does_not_start_whosever_the_actor_system_is(bool own)
    {
        const string Deployment = "akka.actor.deployment./crosstown/pools/default { router = roundrobin }";
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => own
            ? TestApp.StartAsync(web => { }, hocon: Deployment)
            : TestApp.StartAsync(web => { }, builder => builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services).AddHocon(Deployment, HoconAddMode.Prepend))));

        Assert.StartsWith("akka.actor.deployment./crosstown/pools/default.router is roundrobin, which is no router", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_deployment_outside_Crosstown_that_keeps_the_applications_system_from_being_made_is_named()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => TestApp.StartAsync(
            web => { },
            builder => builder.Services.AddAkka("shop", (akka, services) => akka.WithCrosstown(services).AddHocon("akka.actor.deployment./other { router = roundrobin }", HoconAddMode.Prepend))));

        Assert.StartsWith("The actor system of this application cannot be made: Could not find type mapping for router alias [roundrobin].", error.Message, StringComparison.Ordinal);
    }
}
