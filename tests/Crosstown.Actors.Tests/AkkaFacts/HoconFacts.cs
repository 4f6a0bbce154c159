using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: what Akka's parser does with what it does not expect. HoconText stands before it for that.</summary>
public sealed class HoconFacts
{
    [Fact]
    public void An_empty_list_is_not_an_array()
    {
        var value = Read("a = []").GetValue("a");
        Assert.False(value.IsArray());
        Assert.IsType<HoconArray>(Assert.Single(value.Values));
    }

    [Fact]
    public void An_empty_list_with_a_blank_in_it_has_an_item_without_a_value() => Assert.Empty(Assert.Single(Read("a = [ ]").GetValue("a").GetArray()).Values);

    [Fact]
    public void The_text_after_an_extra_brace_is_dropped_in_silence()
    {
        var config = Read("a { }\n}\nb = 1");
        Assert.True(config.HasPath("a"));
        Assert.False(config.HasPath("b"));
    }

    [Fact]
    public void A_missing_last_brace_is_accepted() => Assert.Equal(1, Read("a { b { c = 1 }").GetInt("a.b.c"));

    [Fact]
    public void A_comma_after_the_brace_of_a_block_is_an_error_but_not_after_that_of_a_value()
    {
        Assert.Throws<FormatException>(() => Read("a { }, b = 1"));
        Assert.Equal(1, Read("a = { }, b = 1").GetInt("b"));
    }

    [Fact]
    public void A_comma_that_begins_a_line_is_an_item_without_a_value() => Assert.Equal([1, 0, 1], Read("a = [1\n, 2]").GetValue("a").GetArray().Select(static item => item.Values.Count));

    /// <summary>Its own brace closes the block, and the block's drops all that follows.</summary>
    [Fact]
    public void An_optional_substitution_reads_no_environment_variable_and_ends_the_block_around_it()
    {
        var config = Read("a { b = ${?PATH}\n c = 1 }\nd = 2");
        Assert.NotEqual(Environment.GetEnvironmentVariable("PATH"), config.GetString("a.b"));
        Assert.Equal((false, true, false), (config.HasPath("a.c"), config.HasPath("c"), config.HasPath("d")));
    }

    [Fact]
    public void An_include_has_nobody_to_read_it() => Assert.Throws<NullReferenceException>(() => Read("include \"other.conf\""));

    [Fact]
    public void An_addition_to_a_list_is_a_key_of_another_name()
    {
        var config = Read("a = [1]\na += 2");
        Assert.Equal([1], config.GetIntList("a"));
        Assert.Equal(2, config.GetInt("\"a +\""));
    }

    [Fact]
    public void A_key_without_a_value_takes_the_next_line_into_its_name() => Assert.Equal("b\n  c", Assert.Single(Read("a {\n  b\n  c = 1\n}").GetConfig("a").AsEnumerable()).Key);

    [Fact]
    public void A_comment_sign_that_is_the_last_of_the_text_is_an_error() => Assert.Throws<FormatException>(() => Read("a = 1\n#"));

    private static Config Read(string hocon) => ConfigurationFactory.ParseString(hocon);
}
