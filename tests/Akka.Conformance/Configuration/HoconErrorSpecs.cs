using Akka.Configuration;

namespace Akka.Conformance.Configuration;

public sealed class HoconErrorSpecs
{
    /// <summary>Akka.NET gives the position in the text; the embedded runtime gives line and column too.</summary>
    private static bool ErrorsNameLineAndColumn => typeof(Config).Assembly.GetName().Name != "Akka";

    public static TheoryData<string> Wrong => new()
    {
        "a = [1, 2",
        "a { b = 1",
        "a = \"open",
        "a = \"\"\"open",
        "a = ${open",
        "a = $1",
        "a =",
        "a = \"bad \\q escape\"",
        "a { x = 1 }, b = 2",
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_not_hocon_is_an_error(string hocon) => Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString(hocon));

    [Fact]
    public void The_error_shows_the_line_and_points_at_the_place()
    {
        var error = Assert.ThrowsAny<Exception>(() => ConfigurationFactory.ParseString("akka {\n  ask-timeout = $10s\n}"));

        Assert.Contains("  ask-timeout = $10s", error.Message, StringComparison.Ordinal);
        Assert.Contains("^", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka {\n  ask-timeout = $10s\n}", 2, 17)]
    [InlineData("a = 1\nb = [1, 2", 2, 5)]
    [InlineData("a = 1\r\n\r\nb = \"x", 3, 5)]
    [InlineData("a {\n  b = 1\n", 1, 3)]
    [InlineData("a = ${nowhere}", 1, 5)]
    [InlineData("a { }, b = 1", 1, 6)]
    [InlineData("a = 1 }", 1, 7)]
    [InlineData("a = [1] text", 1, 5)]
    [InlineData("just words", 1, 1)]
    public void The_error_names_line_and_column(string hocon, int line, int column)
    {
        if (!ErrorsNameLineAndColumn)
            return;
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

        Assert.Contains($"line {line}, column {column}:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_an_error_and_not_the_end_of_the_process()
    {
        if (!ErrorsNameLineAndColumn)
            return;
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("a = " + new string('[', 1_000_000)));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(string.Concat(Enumerable.Repeat("a {", 1_000_000))));
    }
}
