using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.Conformance.HostingSpecs;

public class BuilderSpecs
{
    [Fact]
    public void Appended_hocon_is_beneath_what_there_is()
    {
        var config = Configured(akka => akka
            .AddHocon("a = 1, b = 1", HoconAddMode.Append)
            .AddHocon("b = 2, c = 2", HoconAddMode.Append));

        Assert.Equal((1, 1, 2), Values(config));
    }

    [Fact]
    public void Prepended_hocon_is_on_top_of_what_there_is()
    {
        var config = Configured(akka => akka
            .AddHocon("a = 1, b = 1", HoconAddMode.Append)
            .AddHocon("b = 2, c = 2", HoconAddMode.Prepend));

        Assert.Equal((1, 2, 2), Values(config));
    }

    [Fact]
    public void Prepended_twice_the_later_wins()
    {
        var config = Configured(akka => akka
            .AddHocon("a = 1, b = 1, c = 1", HoconAddMode.Prepend)
            .AddHocon("b = 2", HoconAddMode.Prepend)
            .AddHocon("b = 3, c = 3", HoconAddMode.Append));

        Assert.Equal((1, 2, 1), Values(config));
    }

    [Fact]
    public void Replacing_hocon_takes_the_place_of_what_there_is()
    {
        var config = Configured(akka => akka
            .AddHocon("a = 1, b = 1", HoconAddMode.Append)
            .AddHocon("b = 2, c = 2", HoconAddMode.Replace));

        Assert.Equal((RuntimeFacts.ReplaceReplaces ? 0 : 1, 2, 2), Values(config));
    }

    [Fact]
    public void A_file_is_hocon()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "a = 1\nb { x = y }\nb = 2 // last\nc = 3");

            Assert.Equal((1, 2, 3), Values(Configured(akka => akka.AddHoconFile(file, HoconAddMode.Prepend))));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task What_is_added_is_the_systems_configuration_above_the_defaults()
    {
        using var host = await Hosts.StartAsync(akka => akka.AddHocon("akka.actor.creation-timeout = 7s, my.own = 1", HoconAddMode.Prepend));
        var config = host.System().Settings.Config;

        Assert.Equal(TimeSpan.FromSeconds(7), config.GetTimeSpan("akka.actor.creation-timeout"));
        Assert.Equal(1, config.GetInt("my.own"));
        Assert.True(config.HasPath("akka.actor.default-dispatcher"));
    }

    [Fact]
    public async Task The_ask_timeout_is_a_setting()
    {
        using var host = await Hosts.StartAsync(akka => akka.WithActorAskTimeout(TimeSpan.FromSeconds(7)));
        using var infinite = await Hosts.StartAsync(akka => akka.WithActorAskTimeout(Timeout.InfiniteTimeSpan));

        Assert.Equal(TimeSpan.FromSeconds(7), host.System().Settings.AskTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, infinite.System().Settings.AskTimeout);
    }

    [Fact]
    public async Task A_setup_reaches_the_system()
    {
        using var host = await Hosts.StartAsync(akka => akka.AddSetup(new OwnSetup(5)));

        Assert.Equal(5, host.System().Settings.Setup.Get<OwnSetup>().Value.Number);
    }

    [Fact]
    public void A_setup_is_among_the_builders() =>
        Assert.Contains(new AkkaConfigurationBuilder(new ServiceCollection(), "a").AddSetup(new OwnSetup(5)).Setups, setup => setup is OwnSetup);

    [Fact]
    public async Task An_extension_starts_with_the_system()
    {
        using var host = await Hosts.StartAsync(akka => akka.WithExtension<OwnExtensionProvider>());
        using var several = await Hosts.StartAsync(akka => akka.WithExtensions(typeof(OwnExtensionProvider)));

        Assert.True(host.System().HasExtension<OwnExtension>());
        Assert.True(several.System().HasExtension<OwnExtension>());
    }

    [Fact]
    public void What_is_no_extension_is_refused() =>
        Assert.Throws<ConfigurationException>(() =>
            new AkkaConfigurationBuilder(new ServiceCollection(), "a").WithExtensions(typeof(string)));

    [Fact]
    public async Task The_local_provider_can_be_named()
    {
        using var host = await Hosts.StartAsync(akka => akka.WithActorRefProvider(ProviderSelection.Local.Instance));

        Assert.Contains("LocalActorRefProvider", host.System().Settings.ProviderClass, StringComparison.Ordinal);
    }

    private static (int A, int B, int C) Values(Config config) => (config.GetInt("a"), config.GetInt("b"), config.GetInt("c"));

    private static Config Configured(Action<AkkaConfigurationBuilder> configure)
    {
        var builder = new AkkaConfigurationBuilder(new ServiceCollection(), "a");
        configure(builder);
        return builder.Configuration.Value;
    }

    private sealed class OwnSetup(int number) : Setup
    {
        public int Number => number;
    }

    public sealed class OwnExtension : IExtension;

    public sealed class OwnExtensionProvider : ExtensionIdProvider<OwnExtension>
    {
        public override OwnExtension CreateExtension(ExtendedActorSystem system) => new();
    }
}
