using Akka.Actor;
using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class ConfigurationFactorySpecs
{
    private const string Resource = "Akka.Conformance.Configuration.resource.conf";

    [Fact]
    public void A_resource_of_an_assembly_is_read_by_name()
    {
        Assert.Equal("here", ConfigurationFactory.FromResource<ConfigurationFactorySpecs>(Resource).GetString("resource.found"));
        Assert.Equal("here", ConfigurationFactory.FromResource(Resource, this).GetString("resource.found"));
        Assert.Equal("here", ConfigurationFactory.FromResource(Resource, GetType().Assembly).GetString("resource.found"));
        Assert.ThrowsAny<Exception>(() => ConfigurationFactory.FromResource<ConfigurationFactorySpecs>("nowhere.conf"));
    }

    [Fact]
    public void An_object_becomes_a_configuration()
    {
        var config = ConfigurationFactory.FromObject(new { akka = new { loglevel = "DEBUG", numbers = new[] { 1, 2 }, on = true } });

        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal([1, 2], config.GetIntList("akka.numbers"));
        Assert.True(config.GetBoolean("akka.on"));
    }

    [Fact]
    public async Task The_defaults_are_under_the_configuration_of_every_system()
    {
        var system = ActorSystem.Create("defaults", "akka { loglevel = OFF, stdout-loglevel = OFF }\nmine = 1");

        Assert.Equal(1, system.Settings.Config.GetInt("mine"));
        Assert.Equal("OFF", system.Settings.Config.GetString("akka.loglevel"));
        Assert.Equal(512, system.Settings.Config.GetInt("akka.scheduler.ticks-per-wheel"));
        await system.Terminate();
    }
}
