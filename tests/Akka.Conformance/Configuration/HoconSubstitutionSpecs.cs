using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class HoconSubstitutionSpecs
{
    public static TheoryData<string, string, string> Resolved => new()
    {
        { "x = 1\na = ${x}", "a", "1" },
        { "a = ${x}\nx = 1", "a", "1" },
        { "a { b = ${c.d} }\nc { d = 1 }", "a.b", "1" },
        { "a { b = ${a.c}, c = 1 }", "a.b", "1" },
        { "a = ${b}\nb = ${c}\nc = 1", "a", "1" },
        { "x = 1\na = ${x}\nx = 2", "a", "2" },
        { "x = host\na = tcp-${x}-80", "a", "tcp-host-80" },
        { "x = big\na = a ${x} thing", "a", "a big thing" },
        { "x = 1\ny = 2\na = ${x}${y}", "a", "12" },
        { "x = \"q q\"\na = ${x}", "a", "q q" },
        { "\"x.y\" = 1\na = ${\"x.y\"}", "a", "1" },
        { "a = ${?nowhere}", "a", null },
        { "a = 1\na = ${?nowhere}", "a", "1" },
        { "a = ${?x}\nx = 1", "a", "1" },
        { "x = 1\na = \"${x}\"", "a", "${x}" },
        { "x = 1\na = \"\"\"${x}\"\"\"", "a", "${x}" },
        { "a = ${missing}\na = 1", "a", "1" },
    };

    [Theory]
    [MemberData(nameof(Resolved))]
    public void A_substitution_is_the_value_of_its_path_in_the_whole_text(string hocon, string path, string expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString(path));

    [Fact]
    public void A_substituted_object_can_be_extended_and_overridden()
    {
        var config = ConfigurationFactory.ParseString(
            """
            base { x = 1, y = 1, deep { p = 1 } }
            a = ${base} { y = 2, deep { q = 2 } }
            """);

        Assert.Equal((1, 2, 1, 2), (config.GetInt("a.x"), config.GetInt("a.y"), config.GetInt("a.deep.p"), config.GetInt("a.deep.q")));
        Assert.Equal(1, config.GetInt("base.y"));
        Assert.False(config.HasPath("base.deep.q"));
    }

    [Fact]
    public void A_substituted_object_merges_with_what_its_key_has_before_and_after()
    {
        var config = ConfigurationFactory.ParseString(
            """
            base { x = 1, y = 1 }
            a { w = 0, x = 0 }
            a = ${base}
            a { y = 2 }
            """);

        Assert.Equal((0, 1, 2), (config.GetInt("a.w", -1), config.GetInt("a.x"), config.GetInt("a.y")));
    }

    [Fact]
    public void Substituted_lists_are_joined()
    {
        var config = ConfigurationFactory.ParseString("a = [1, 2]\nb = ${a} [3, 4]\nc = [0] ${a}\nd = [${a}, 3]");

        Assert.Equal([1, 2, 3, 4], config.GetIntList("b"));
        Assert.Equal([0, 1, 2], config.GetIntList("c"));
        Assert.Equal([1, 2], config.GetValue("d").GetArray()[0].GetIntList());
    }

    [Fact]
    public void A_substitution_of_its_own_key_is_what_the_key_was_before()
    {
        var config = ConfigurationFactory.ParseString(
            """
            a = [1]
            a = ${a} [2]
            a = ${a} [3]
            path = "/bin"
            path = ${path}"/usr"
            x { b = [1, 2] }
            x { b = ${x.b} [3, 4] }
            o { p = 1 }
            o = ${o} { q = 2 }
            """);

        Assert.Equal([1, 2, 3], config.GetIntList("a"));
        Assert.Equal("/bin/usr", config.GetString("path"));
        Assert.Equal([1, 2, 3, 4], config.GetIntList("x.b"));
        Assert.Equal((1, 2), (config.GetInt("o.p"), config.GetInt("o.q")));
    }

    [Theory]
    [InlineData("a = ${b}")]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}\nb = ${a}")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}")]
    [InlineData("a { b = ${a} }")]
    [InlineData("a = [${nowhere}]")]
    public void A_substitution_without_a_value_or_in_a_circle_is_an_error(string hocon) =>
        Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString(hocon));

    [Fact]
    public void What_the_text_does_not_have_comes_from_the_environment()
    {
        const string Name = "AKKA_CONFORMANCE_SUBSTITUTION";
        Environment.SetEnvironmentVariable(Name, "from outside");
        try
        {
            Assert.Equal("from outside", ConfigurationFactory.ParseString($"a = ${{?{Name}}}").GetString("a"));
            Assert.Equal("from outside", ConfigurationFactory.ParseString($"a = inside\na = ${{?{Name}}}").GetString("a"));
            Assert.Equal("inside", ConfigurationFactory.ParseString($"{Name} = inside\na = ${{?{Name}}}").GetString("a"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    [Fact]
    public void A_fallback_is_not_asked_for_the_value_of_a_substitution()
    {
        var fallback = ConfigurationFactory.ParseString("x = 1");

        Assert.Null(ConfigurationFactory.ParseString("a = ${?x}").WithFallback(fallback).GetString("a"));
    }
}
