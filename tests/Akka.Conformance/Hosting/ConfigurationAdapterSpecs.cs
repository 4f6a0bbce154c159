using Akka.Configuration;
using Akka.Hosting;
using Akka.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace Akka.Conformance.HostingSpecs;

public class ConfigurationAdapterSpecs
{
    [Fact]
    public void A_section_becomes_the_object_of_its_key()
    {
        var config = From(("akka:actor:ask-timeout", "5s"), ("other:a", "1")).GetSection("akka").ToHocon();

        Assert.Equal(TimeSpan.FromSeconds(5), config.GetTimeSpan("akka.actor.ask-timeout"));
        Assert.False(config.HasPath("other.a"));
    }

    [Fact]
    public void The_root_becomes_all_of_its_sections()
    {
        var config = From(("akka:a", "1"), ("other:b", "2")).ToHocon();

        Assert.Equal((1, 2), (config.GetInt("akka.a"), config.GetInt("other.b")));
    }

    [Fact]
    public void Numbered_keys_become_a_list_in_their_order()
    {
        var config = From(("akka:list:1", "b"), ("akka:list:0", "a"), ("akka:list:10", "k"), ("akka:list:2", "c")).GetSection("akka").ToHocon();

        Assert.Equal(["a", "b", "c", "k"], config.GetStringList("akka.list"));
    }

    [Fact]
    public void Keys_of_environment_variables_are_normalized()
    {
        // As the provider of environment variables gives AKKA__ACTOR__ASK_TIMEOUT.
        var config = From(("AKKA:ACTOR:ASK_TIMEOUT", "5s"), ("AKKA:CLUSTER:SEED_NODES:0", "a")).GetSection("AKKA").ToHocon();

        Assert.Equal("5s", config.GetString("akka.actor.ask-timeout"));
        Assert.Equal(["a"], config.GetStringList("akka.cluster.seed-nodes"));
    }

    [Fact]
    public void A_real_environment_variable_arrives()
    {
        const string name = "AKKA__SPEC_OF_THE_ADAPTER__SOME_KEY";
        Environment.SetEnvironmentVariable(name, "5");
        try
        {
            var config = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection("akka").ToHocon();

            Assert.Equal(5, config.GetInt("akka.spec-of-the-adapter.some-key"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public void A_period_in_a_key_parts_a_path()
    {
        var config = From(("akka:actor.debug.receive", "true")).GetSection("akka").ToHocon();

        Assert.True(config.GetBoolean("akka.actor.debug.receive"));
    }

    [Fact]
    public void Keys_that_are_not_to_be_normalized_keep_their_form()
    {
        var config = From(("akka:Some_Key", "1")).GetSection("akka").ToHocon(normalizeKeys: false);

        Assert.Equal(1, config.GetInt("akka.Some_Key"));
        Assert.False(config.HasPath("akka.some-key"));
    }

    [Fact]
    public void Json_booleans_numbers_and_durations_are_hocons()
    {
        var config = From(("akka:on", "True"), ("akka:off", "False"), ("akka:number", "5"), ("akka:time", "00:00:05"))
            .GetSection("akka").ToHocon();

        Assert.True(config.GetBoolean("akka.on"));
        Assert.False(config.GetBoolean("akka.off", true));
        Assert.Equal(5, config.GetInt("akka.number"));
        Assert.Equal(TimeSpan.FromSeconds(5), config.GetTimeSpan("akka.time"));
    }

    [Fact]
    public void Text_is_kept_whole()
    {
        var config = From(("akka:path", "akka://sys/user/a#1"), ("akka:quoted", "a \"b\" \\ {c}")).GetSection("akka").ToHocon();

        Assert.Equal("akka://sys/user/a#1", config.GetString("akka.path"));
        Assert.Equal("a \"b\" \\ {c}", config.GetString("akka.quoted"));
    }

    [Fact]
    public async Task Configuration_is_added_to_a_system()
    {
        var section = From(("AKKA:ACTOR:ASK_TIMEOUT", "9s")).GetSection("akka");
        using var host = await Hosts.StartAsync(akka => akka.AddHocon(section, HoconAddMode.Prepend));

        Assert.Equal(TimeSpan.FromSeconds(9), host.System().Settings.AskTimeout);
    }

    [Fact]
    public void Values_become_hocon_text()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), Parsed(TimeSpan.FromSeconds(90).ToHocon()).GetTimeSpan("a"));
        Assert.Equal("infinite", Timeout.InfiniteTimeSpan.ToHocon(allowInfinite: true));
        Assert.Equal("infinite", TimeSpan.Zero.ToHocon(zeroIsInfinite: true));
        Assert.True(Parsed(true.ToHocon()).GetBoolean("a"));
        Assert.False(Parsed(false.ToHocon()).GetBoolean("a", true));
        Assert.Equal(-5, Parsed((-5).ToHocon()).GetInt("a"));
        Assert.Equal(1.5, Parsed(1.5.ToHocon()).GetDouble("a"));
        Assert.Equal("a b: {c}", Parsed("a b: {c}".ToHocon()).GetString("a"));
    }

    private static Config Parsed(string value) => ConfigurationFactory.ParseString($"a = {value}");

    private static IConfigurationRoot From(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value)))
        .Build();
}
