using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class HoconMergeSpecs
{
    [Fact]
    public void The_last_value_of_a_key_wins()
    {
        var config = ConfigurationFactory.ParseString("a.b.c = 123\na.b.c = 456\nx = [1, 2]\nx = [3]\ny = { z = 1 }\ny = 2\nv = 1\nv { w = 2 }");

        Assert.Equal(456, config.GetInt("a.b.c"));
        Assert.Equal([3], config.GetIntList("x"));
        Assert.Equal("2", config.GetString("y"));
        Assert.Equal(2, config.GetInt("v.w"));
    }

    [Theory]
    [InlineData("a { x = 1, y = 1 }\na { y = 2, z = 3 }")]
    [InlineData("a = { x = 1, y = 1 }\na = { y = 2, z = 3 }")]
    [InlineData("a { x = 1 }\na.y = 2\na.z = 3")]
    [InlineData("a.x = 1\na { y = 2 }\na.z = 3")]
    public void Objects_under_the_same_key_merge(string hocon)
    {
        var config = ConfigurationFactory.ParseString(hocon);

        Assert.Equal((1, 2, 3), (config.GetInt("a.x"), config.GetInt("a.y"), config.GetInt("a.z")));
    }

    [Fact]
    public void Merging_goes_all_the_way_down()
    {
        var config = ConfigurationFactory.ParseString("a { b { c { x = 1 } } }\na { b { c { y = 2 } d = 3 } }");

        Assert.Equal((1, 2, 3), (config.GetInt("a.b.c.x"), config.GetInt("a.b.c.y"), config.GetInt("a.b.d")));
    }

    [Fact]
    public void Plus_equals_appends_to_what_the_key_had()
    {
        var config = ConfigurationFactory.ParseString("a = [1]\na += 2\na += 3\nb += 1\nx { y = [1] }\nx { y += 2 }");

        Assert.Equal([1, 2, 3], config.GetIntList("a"));
        Assert.Equal([1], config.GetIntList("b"));
        Assert.Equal([1, 2], config.GetIntList("x.y"));
    }

    [Fact]
    public void Plus_equals_appends_an_object_as_one_element()
    {
        var elements = ConfigurationFactory.ParseString("a = []\na += { x = 1 }\na += { x = 2 }").GetValue("a").GetArray();

        Assert.Equal([1, 2], elements.Select(element => element.GetChildObject("x").GetInt()));
    }
}
