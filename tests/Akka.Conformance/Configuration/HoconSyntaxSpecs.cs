using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class HoconSyntaxSpecs
{
    public static TheoryData<string, string, string> Values => new()
    {
        { "a = 1", "a", "1" },
        { "a : 1", "a", "1" },
        { "a=1", "a", "1" },
        { "a:1", "a", "1" },
        { "{ a = 1 }", "a", "1" },
        { "{\"a\":{\"b\":\"c\"}}", "a.b", "c" },
        { "a { b = 1 }", "a.b", "1" },
        { "a = { b = 1 }", "a.b", "1" },
        { "a : { b = 1 }", "a.b", "1" },
        { "a{b{c=1}}", "a.b.c", "1" },
        { "a.b.c = 1", "a.b.c", "1" },
        { "a.b { c.d = 1 }", "a.b.c.d", "1" },
        { "a\n{\n  b = 1\n}", "a.b", "1" },
        { "\"a.b\" = 1", "\"a.b\"", "1" },
        { "\"a b\" = 1", "\"a b\"", "1" },
        { "x.\"a.b\".c = 1", "x.\"a.b\".c", "1" },
        { "x { \"a.b\" { c = 1 } }", "x.\"a.b\".c", "1" },
        { "/user/worker { router = pool }", "/user/worker.router", "pool" },
        { "\"/user/*\" { router = pool }", "\"/user/*\".router", "pool" },
        { "a-b_c/d1 = 1", "a-b_c/d1", "1" },
        { "a = 1, b = 2", "b", "2" },
        { "a = 1\nb = 2", "b", "2" },
        { "a = 1\r\nb = 2\r\n", "a", "1" },
        { "a = 1,\nb = 2,\n", "b", "2" },
        { "x { a = 1, b = 2 }", "x.b", "2" },
        { "x { a = 1 } y { b = 2 }", "y.b", "2" },
        { "a = 1 # what", "a", "1" },
        { "a = 1 // what", "a", "1" },
        { "a = 1#what", "a", "1" },
        { "# what\na = 1", "a", "1" },
        { "// what\na = 1\n# what else", "a", "1" },
        { "x { # what }\n a = 1\n}", "x.a", "1" },
        { "a = \"# no comment\"", "a", "# no comment" },
        { "a = \"http://host/path\"", "a", "http://host/path" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void An_object_may_be_written_in_any_of_its_forms(string hocon, string path, string expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString(path));

    public static TheoryData<string, string> Texts => new()
    {
        { "a = one two  three", "one two  three" },
        { "a =    padded   ", "padded" },
        { "a = padded   # and why", "padded" },
        { "a = padded   , b = 1", "padded" },
        { "a = \"quoted\"", "quoted" },
        { "a = \"  spaces stay  \"", "  spaces stay  " },
        { "a = \"\"", "" },
        { "a = \"q\" then words", "q then words" },
        { "a = words then \"q\"", "words then q" },
        { "a = \"one\"\"two\"", "onetwo" },
        { "a = Some.Type.Name", "Some.Type.Name" },
        { "a = \"Some.Type, Assembly\"", "Some.Type, Assembly" },
        { "a = akka.actor.default-dispatcher", "akka.actor.default-dispatcher" },
        { "a = 127.0.0.1", "127.0.0.1" },
        { "a = 1.50", "1.50" },
        { "a = -12", "-12" },
        { "a = 10 seconds", "10 seconds" },
        { "a = 50%", "50%" },
        { "a = \"tab\\tquote\\\"slash\\\\line\\nend\\u0041\"", "tab\tquote\"slash\\line\nendA" },
        { "a = \"\"\"raw \"quotes\" and \\n stay\"\"\"", "raw \"quotes\" and \\n stay" },
        { "a = \"\"\"two\nlines\"\"\"", "two\nlines" },
        { "a = \"\"\"\"\"\"", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_taken_as_written_without_the_white_space_around_it(string hocon, string expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString("a"));

    public static TheoryData<string, string[]> Lists => new()
    {
        { "a = []", [] },
        { "a = [ ]", [] },
        { "a = [1]", ["1"] },
        { "a = [1, 2, 3]", ["1", "2", "3"] },
        { "a = [1,2,3,]", ["1", "2", "3"] },
        { "a = [\n  1\n  2\n]", ["1", "2"] },
        { "a = [\n  1,\n  2,\n]", ["1", "2"] },
        { "a = [\n  1 # one\n  // none\n  2\n]", ["1", "2"] },
        { "a = [one two, three]", ["one two", "three"] },
        { "a = [\"x, y\", \"]\"]", ["x, y", "]"] },
        { "a = [1, 2] [3]", ["1", "2", "3"] },
        { "a : [1]", ["1"] },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_is_parted_by_commas_or_new_lines(string hocon, string[] expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetStringList("a"));

    [Fact]
    public void A_list_can_hold_objects_and_lists()
    {
        var elements = ConfigurationFactory.ParseString("a = [{ x = 1 }, { x = 2 }, [3, 4]]").GetValue("a").GetArray();

        Assert.Equal(3, elements.Count);
        Assert.Equal(1, elements[0].GetObject().GetKey("x").GetInt());
        Assert.Equal("2", elements[1].GetChildObject("x").GetString());
        Assert.Equal([3, 4], elements[2].GetIntList());
    }

    [Fact]
    public void Objects_side_by_side_are_one_object()
    {
        var config = ConfigurationFactory.ParseString("a = { x = 1, y = 1 } { y = 2 }");

        Assert.Equal((1, 2), (config.GetInt("a.x"), config.GetInt("a.y")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("{}")]
    [InlineData("# nothing at all")]
    public void Nothing_is_an_empty_configuration(string hocon) => Assert.True(ConfigurationFactory.ParseString(hocon).IsEmpty);

    [Fact]
    public void A_key_may_be_called_include()
    {
        var config = ConfigurationFactory.ParseString("include = 1\nincluded = 2");

        Assert.Equal((1, 2), (config.GetInt("include"), config.GetInt("included")));
    }
}
