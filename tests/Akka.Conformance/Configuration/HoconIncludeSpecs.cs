using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Conformance.Configuration;

public sealed class HoconIncludeSpecs
{
    private static HoconRoot Read(string name) => Parser.Parse(
        name switch
        {
            "basic" => "x = 1, y { z = 2 }",
            "more" => "y { w = 3 }",
            _ => throw new FileNotFoundException(name),
        },
        Read);

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon, Read);

    [Fact]
    public void An_include_stands_for_what_the_callback_returns()
    {
        var config = Parse("include \"basic\"\na = 1");

        Assert.Equal((1, 2, 1), (config.GetInt("x"), config.GetInt("y.z"), config.GetInt("a")));
    }

    [Fact]
    public void An_include_in_an_object_goes_under_its_key()
    {
        var config = Parse("a {\n  include \"basic\"\n}");

        Assert.Equal((1, 2), (config.GetInt("a.x"), config.GetInt("a.y.z")));
        Assert.False(config.HasPath("x"));
    }

    [Fact]
    public void What_comes_after_an_include_overrides_it_and_objects_merge()
    {
        var config = Parse("include \"basic\"\nx = 7\ny { v = 4 }\ninclude \"more\"");

        Assert.Equal((7, 2, 3, 4), (config.GetInt("x"), config.GetInt("y.z"), config.GetInt("y.w"), config.GetInt("y.v")));
    }

    [Fact]
    public void An_include_overrides_what_comes_before_it() => Assert.Equal(1, Parse("x = 7\ninclude \"basic\"").GetInt("x"));

    [Fact]
    public void What_was_included_can_be_substituted() => Assert.Equal(2, Parse("include \"basic\"\na = ${y.z}").GetInt("a"));

    [Fact]
    public void A_callback_that_throws_ends_the_parse() => Assert.ThrowsAny<Exception>(() => Parse("include \"nowhere\""));
}
