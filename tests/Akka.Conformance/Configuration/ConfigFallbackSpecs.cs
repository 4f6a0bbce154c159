using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class ConfigFallbackSpecs
{
    private static Config Of(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Fact]
    public void A_fallback_answers_what_the_configuration_does_not()
    {
        var config = Of("a = 1").WithFallback(Of("a = 2, b = 2")).WithFallback(Of("a = 3, b = 3, c = 3"));

        Assert.Equal((1, 2, 3), (config.GetInt("a"), config.GetInt("b"), config.GetInt("c")));
        Assert.True(config.HasPath("c"));
        Assert.False(config.HasPath("d"));
    }

    [Fact]
    public void Fallbacks_group_as_one_likes()
    {
        var left = Of("a = 1").WithFallback(Of("b = 2")).WithFallback(Of("b = 3, c = 3"));
        var right = Of("a = 1").WithFallback(Of("b = 2").WithFallback(Of("b = 3, c = 3")));

        foreach (var config in new[] { left, right })
            Assert.Equal((1, 2, 3), (config.GetInt("a"), config.GetInt("b"), config.GetInt("c")));
    }

    [Fact]
    public void Objects_merge_over_their_fallbacks()
    {
        var config = Of("x { a = 1, deep { p = 1 } }").WithFallback(Of("x { a = 2, b = 2, deep { p = 2, q = 2 } }"));

        var x = config.GetConfig("x");
        Assert.Equal((1, 2, 1, 2), (x.GetInt("a"), x.GetInt("b"), x.GetInt("deep.p"), x.GetInt("deep.q")));
        Assert.Equal(["a", "b", "deep"], x.Root.GetObject().Items.Keys.Order());
        Assert.Equal(["x"], config.AsEnumerable().Select(pair => pair.Key));
    }

    [Fact]
    public void A_list_replaces_the_list_of_the_fallback() =>
        Assert.Equal([1], Of("a = [1]").WithFallback(Of("a = [2, 3]")).GetIntList("a"));

    [Fact]
    public void Falling_back_changes_neither_side()
    {
        var first = Of("x { a = 1 }");
        var second = Of("x { b = 2 }");
        _ = first.WithFallback(second).GetConfig("x").Root.ToString();

        Assert.False(first.HasPath("x.b"));
        Assert.False(second.HasPath("x.a"));
    }

    [Fact]
    public void Empty_is_a_neutral_fallback()
    {
        var config = Of("a = 1");

        Assert.Equal(1, config.WithFallback(Config.Empty).GetInt("a"));
        Assert.Equal(1, Config.Empty.WithFallback(config).GetInt("a"));
        Assert.Equal(1, config.SafeWithFallback(null).GetInt("a"));
        Assert.Equal(1, ((Config)null).SafeWithFallback(config).GetInt("a"));
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.False(config.IsEmpty);
        Assert.True(((Config)null).IsNullOrEmpty());
    }

    [Fact]
    public void Text_is_a_configuration_and_can_be_added()
    {
        Config config = "a = 1";
        Config sum = config + "a = 2, b = 2";
        Config turned = "b = 3" + sum;

        Assert.Equal((1, 2), (sum.GetInt("a"), sum.GetInt("b")));
        Assert.Equal((1, 3), (turned.GetInt("a"), turned.GetInt("b")));
    }

    [Fact]
    public void A_thousand_fallbacks_answer_and_cost_what_one_costs()
    {
        var links = Enumerable.Range(0, 1_000).Select(i => Of($"k{i} = {i}, shared {{ s{i} = {i} }}")).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var config = links.Aggregate((all, next) => all.WithFallback(next));
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((0, 500, 999), (config.GetInt("k0"), config.GetInt("k500"), config.GetInt("k999")));
        Assert.Equal(1_000, config.GetConfig("shared").Root.GetObject().Items.Count);
        if (typeof(Config).Assembly.GetName().Name != "Akka")
            Assert.True(bytes < 1_000_000, $"{bytes} bytes");
    }

    [Fact]
    public void Printed_and_parsed_again_it_is_the_same()
    {
        var config = Of("a { b = \"x y\", c = [1, \"q \\\" q\", { d = 2 }] }\n\"dotted.key\" = 1\ne = \"\"").WithFallback(Of("f { g = 7s }"));

        var again = Of(config.ToString(includeFallback: true));

        Assert.Equal("x y", again.GetString("a.b"));
        Assert.Equal(["1", "q \" q"], again.GetStringList("a.c").Take(2));
        Assert.Equal(2, again.GetValue("a.c").GetArray()[2].GetChildObject("d").GetInt());
        Assert.Equal(1, again.GetInt("\"dotted.key\""));
        Assert.Equal("", again.GetString("e"));
        Assert.Equal(TimeSpan.FromSeconds(7), again.GetTimeSpan("f.g"));
    }
}
