using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class ConfigGetterSpecs
{
    private static Config Of(string value) => ConfigurationFactory.ParseString($"a = {value}");

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("\"on\"", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    public void A_boolean_is_on_or_off_in_three_words_each(string text, bool expected) =>
        Assert.Equal(expected, Of(text).GetBoolean("a", !expected));

    [Fact]
    public void Numbers_are_read_whatever_the_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        try
        {
            Assert.Equal(-42, Of("-42").GetInt("a"));
            Assert.Equal(5_000_000_000, Of("5000000000").GetLong("a"));
            Assert.Equal(1.5, Of("1.5").GetDouble("a"));
            Assert.Equal(1.5f, Of("1.5").GetFloat("a"));
            Assert.Equal(1.5m, Of("1.5").GetDecimal("a"));
            Assert.Equal(TimeSpan.FromSeconds(1.5), Of("1.5s").GetTimeSpan("a"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    public static TheoryData<string, double> Durations => new()
    {
        { "5", 5 }, { "5ms", 5 }, { "5 ms", 5 }, { "5 millis", 5 }, { "5 milliseconds", 5 }, { "1 millisecond", 1 },
        { "5s", 5_000 }, { "5 s", 5_000 }, { "5 seconds", 5_000 }, { "1 second", 1_000 }, { "0.5s", 500 }, { "1.5 s", 1_500 },
        { "2m", 120_000 }, { "2 minutes", 120_000 }, { "1 minute", 60_000 },
        { "2h", 7_200_000 }, { "1 hour", 3_600_000 }, { "2 hours", 7_200_000 },
        { "1d", 86_400_000 }, { "1 day", 86_400_000 }, { "2 days", 172_800_000 },
        { "0", 0 }, { "0s", 0 }, { "\"7s\"", 7_000 },
    };

    [Theory]
    [MemberData(nameof(Durations))]
    public void A_duration_has_a_unit_or_is_in_milliseconds(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Of(text).GetTimeSpan("a"));

    [Theory]
    [InlineData("1 us", 10)]
    [InlineData("100 microseconds", 1_000)]
    [InlineData("500 ns", 5)]
    [InlineData("1000 nanoseconds", 10)]
    public void A_duration_can_be_shorter_than_a_millisecond(string text, long ticks) =>
        Assert.Equal(TimeSpan.FromTicks(ticks), Of(text).GetTimeSpan("a"));

    [Fact]
    public void Infinite_is_a_duration_where_it_is_allowed()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, Of("infinite").GetTimeSpan("a"));
        Assert.ThrowsAny<Exception>(() => Of("infinite").GetTimeSpan("a", allowInfinite: false));
    }

    public static TheoryData<string, long> Sizes => new()
    {
        { "512", 512 }, { "512b", 512 }, { "512 B", 512 }, { "10 bytes", 10 },
        { "1kB", 1_000 }, { "2 kilobytes", 2_000 }, { "1k", 1_024 }, { "1K", 1_024 }, { "1KiB", 1_024 }, { "128 KiB", 131_072 },
        { "1MB", 1_000_000 }, { "1M", 1_048_576 }, { "1MiB", 1_048_576 }, { "1 m", 1_048_576 },
        { "1GB", 1_000_000_000 }, { "4 GiB", 4L << 30 }, { "1TB", 1_000_000_000_000 }, { "1T", 1L << 40 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_size_counts_in_thousands_or_in_1024s_by_its_unit(string text, long bytes) => Assert.Equal(bytes, Of(text).GetByteSize("a"));

    [Fact]
    public void Lists_are_read_by_their_elements()
    {
        Assert.Equal([1, 2], Of("[1, 2]").GetIntList("a"));
        Assert.Equal([1L, 2L], Of("[1, 2]").GetLongList("a"));
        Assert.Equal([1.5, 2.0], Of("[1.5, 2]").GetDoubleList("a"));
        Assert.Equal([1.5f], Of("[1.5]").GetFloatList("a"));
        Assert.Equal([1.5m], Of("[1.5]").GetDecimalList("a"));
        Assert.Equal([(byte)255], Of("[255]").GetByteList("a"));
        Assert.Equal([true, false], Of("[on, off]").GetBooleanList("a"));
        Assert.Equal(["x", "y z"], Of("[x, y z]").GetStringList("a"));
    }

    [Fact]
    public void A_string_is_not_a_list_of_one() => Assert.Empty(Of("alone").GetStringList("a"));

    [Fact]
    public void What_is_missing_is_the_default()
    {
        var config = Of("1");

        Assert.Null(config.GetString("nowhere"));
        Assert.Equal("d", config.GetString("nowhere", "d"));
        Assert.Equal((0, 7), (config.GetInt("nowhere"), config.GetInt("nowhere", 7)));
        Assert.Equal((0L, 7L), (config.GetLong("nowhere"), config.GetLong("nowhere", 7)));
        Assert.Equal((0d, 7d), (config.GetDouble("nowhere"), config.GetDouble("nowhere", 7)));
        Assert.Equal((false, true), (config.GetBoolean("nowhere"), config.GetBoolean("nowhere", true)));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("nowhere"));
        Assert.Equal(TimeSpan.FromSeconds(7), config.GetTimeSpan("nowhere", TimeSpan.FromSeconds(7)));
        Assert.Null(config.GetByteSize("nowhere"));
        Assert.Equal(7, config.GetByteSize("nowhere", 7));
        Assert.Empty(config.GetStringList("nowhere"));
        Assert.Equal(["d"], config.GetStringList("nowhere", ["d"]));
        Assert.Null(config.GetConfig("nowhere"));
        Assert.False(config.HasPath("nowhere"));
        Assert.False(config.HasPath("a.b"));
        Assert.True(config.HasPath("a"));
        Assert.True(config.GetConfig("nowhere").IsNullOrEmpty());
    }

    [Fact]
    public void What_cannot_be_read_as_asked_is_an_error()
    {
        Assert.ThrowsAny<Exception>(() => Of("text").GetInt("a"));
        Assert.ThrowsAny<Exception>(() => Of("1.5").GetInt("a"));
        Assert.ThrowsAny<Exception>(() => Of("text").GetDouble("a"));
        Assert.ThrowsAny<Exception>(() => Of("maybe").GetBoolean("a"));
        Assert.ThrowsAny<Exception>(() => Of("soon").GetTimeSpan("a"));
        Assert.ThrowsAny<Exception>(() => Of("-5s").GetTimeSpan("a"));
    }

    [Fact]
    public void A_part_is_a_configuration_of_its_own()
    {
        var part = ConfigurationFactory.ParseString("a { b { c = 1 } d = 2 }").GetConfig("a");

        Assert.Equal((1, 2), (part.GetInt("b.c"), part.GetInt("d")));
        Assert.False(part.HasPath("a"));
        Assert.Equal(["b", "d"], part.AsEnumerable().Select(pair => pair.Key));
    }

    [Fact]
    public void An_object_can_be_walked_as_dictionaries()
    {
        var unwrapped = ConfigurationFactory.ParseString("a { b { c = text } }").Root.GetObject().Unwrapped;

        var a = Assert.IsAssignableFrom<IDictionary<string, object>>(unwrapped["a"]);
        var b = Assert.IsAssignableFrom<IDictionary<string, object>>(a["b"]);
        Assert.Equal("text", b["c"].ToString());
    }

    [Fact]
    public void A_value_can_be_put_under_a_key()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }").GetValue("a").AtKey("x");

        Assert.Equal(1, config.GetInt("x.b"));
    }
}
