using Akka.Configuration;
using Crosstown.Actors.Settings;

namespace Crosstown.Actors.Tests.Settings;

/// <summary>docs/design.md §2.14: a text that Akka's parser would misread is an error with line, column and cure.</summary>
public sealed class HoconTextSpecs
{
    private static readonly string[] Braces = ["{", "}", "[", "]"];

    public static TheoryData<string, string> Wrong => new()
    {
        // Braces and brackets.
        { "crosstown { }\n}\nakka.loglevel = DEBUG", "line 2, column 1: this } closes nothing; Akka's parser would drop in silence all that follows it. Remove it, or add the { that it is for." },
        { "crosstown { } }", "line 1, column 15: this } closes nothing" },
        { "crosstown {\r\n}\r\n}\r\n", "line 3, column 1: this } closes nothing" },
        { "crosstown {\n  # }\n  a = \"}\"\n", "line 1, column 11: this { is never closed; Akka's parser would take all that follows for its content. Add the }." },
        { "crosstown {", "line 1, column 11: this { is never closed" },
        { "crosstown { pools { }", "line 1, column 11: this { is never closed" },
        {
            "crosstown {\n  pools {\n    default { }\n}\nakka { }\n",
            "line 1, column 11: this { is never closed; Akka's parser would take all that follows for its content. Add the }. (The } of line 4 closes the { of line 2, but is not indented like that line: is it the one?)"
        },
        { "a {\n  b = 1\n  }\n}\n", "line 4, column 1: this } closes nothing; Akka's parser would drop in silence all that follows it. Remove it, or add the { that it is for. (The } of line 3 closes the { of line 1" },
        { "{ crosstown { } }\nakka.loglevel = DEBUG", "line 2, column 1: the braces around the whole text are closed before this; Akka's parser would drop all of it in silence. Move it before the last }." },
        { "{ crosstown { } } }", "line 1, column 19: this } closes nothing" },
        { "{ crosstown { }", "line 1, column 1: this { is never closed" },
        { "crosstown { } { a = 1 }", "line 1, column 15: there is no key before this {. Add one, or remove the brackets." },
        { "crosstown.no-go = [404", "line 1, column 19: this [ is never closed. Add the ]." },
        { "crosstown {\n  no-go = [404\n}\n", "line 2, column 11: this [ is not closed before the } of line 3; Akka's parser would never come to an end. Add the ]." },
        { "crosstown.no-go = 404]", "line 1, column 22: this ] closes nothing. Remove it, or add the [ that it is for." },
        { "crosstown.no-go = [404]]", "line 1, column 24: this ] closes nothing" },
        { "a = [[1]\nb = 2", "line 2, column 3: an item of a list cannot begin with =" },

        // What HOCON has and Akka's parser lacks.
        { "include \"other.hocon\"", "line 1, column 1: Akka's parser has no include. Copy the included text to here, or add it by code: CrosstownOptions.Hocon, or AddHoconFile where you call AddAkka." },
        { "crosstown {\n  include file(\"pools.hocon\")\n}", "line 2, column 3: Akka's parser has no include." },
        { "crosstown.admission.capacity = ${?CAP}", "line 1, column 32: Akka's parser has no ${?…}, optional substitutions and environment variables. Set the value by code: CrosstownOptions.Hocon, or AddHocon where you call AddAkka." },
        { "crosstown.no-go = [${?RULE}, 500]", "line 1, column 20: Akka's parser has no ${?…}" },
        { "a = \"x\"${?SUFFIX}", "line 1, column 8: Akka's parser has no ${?…}" },
        { "a = ${ b }", "line 1, column 5: this ${ is no substitution that Akka's parser takes: it must hold a path without blanks and quotes, and end with }." },
        { "a = ${b", "line 1, column 5: this ${ is no substitution" },
        { "a = ${}", "line 1, column 5: this ${ is no substitution" },
        { "a = ${CAP}", "a.hocon is not HOCON that Akka's parser can read: Unresolved substitution: CAP. A substitution finds paths of its own text only, neither other files nor environment variables;" },
        { "path = \"a\"\npath = ${path}\":b\"", "a.hocon: ${path} refers to itself, which Akka's parser cannot resolve. Write the value out." },
        { "a { b = ${a} }", "a.hocon: ${a} refers to itself" },
        { "a = ${b}\nb = [${a}]", "refers to itself" },
        { "akka.extensions += \"a.B, a\"", "line 1, column 1: Akka's parser has no +=; it would set a key that is named \"extensions +\". Write the whole list with =." },
        { "a { b { } , c { } }", "line 1, column 11: Akka's parser takes no comma after the } of a block that follows its key without =. Remove the comma." },
        { "a { b { }\n, c { } }", "line 2, column 1: Akka's parser takes no comma after the }" },
        { "a { b { }, }", "line 1, column 10: Akka's parser takes no comma after the }" },
        { "a = 1\n, b = 2", "line 2, column 1: Akka's parser takes a comma only in the line of the value before it, and only one. Move or remove it." },
        { "a = 1,, b = 2", "line 1, column 7: Akka's parser takes a comma only in the line" },
        { "a = [1\n, 2]", "line 2, column 1: Akka's parser would make an empty item of this comma." },
        { "a = [1,,2]", "line 1, column 8: Akka's parser would make an empty item of this comma." },
        { "a = [,1]", "line 1, column 6: Akka's parser would make an empty item of this comma." },

        // What Akka's parser takes for something else, or for ever.
        { "crosstown.no-go = [!404]", "line 1, column 20: an item of a list cannot begin with !; Akka's parser would never come to an end. Text with ! must be in quotes." },
        { "crosstown.no-go = !404", "line 1, column 1: no-go has no value. Text with ! must be in quotes." },
        { "a = [b = 1]", "line 1, column 8: an item of a list cannot begin with =" },
        { "a = [b=1]", "line 1, column 7: the value of an item has a = without quotes." },
        { "mail = you@example.com", "line 1, column 11: a key is missing here. Text with @ must be in quotes." },
        { "url = http://example.com", "line 1, column 11: the value of url has a : without quotes. Put the value in quotes, or the keys of an object in braces." },
        { "/crosstown/pools/* { }", "line 1, column 18: /crosstown/pools/ has no value: neither = nor { follows it. Text with * must be in quotes." },
        { "crosstown {\n  drain-timeout\n  drain-grace = 1s\n}", "line 2, column 3: drain-timeout has no value: neither = nor { follows it in its line. Akka's parser would take the next line for a part of its name." },
        { "crosstown {\n  drain-timeout # later\n  drain-grace = 1s\n}", "line 3, column 3: drain-timeout has no value: neither = nor { follows it." },
        { "crosstown {\n  drain-timeout =\n  drain-grace = 1s\n}", "line 3, column 15: there is no key before this =. A value is missing before it" },
        { "crosstown { drain-timeout = }", "line 1, column 13: drain-timeout has no value." },
        { "crosstown {\n  drain-timeout\n}", "line 3, column 1: drain-timeout has no value" },
        { "crosstown", "line 1, column 1: crosstown has no value" },
        { "crosstown =", "line 1, column 1: crosstown has no value." },
        { "\"a\" b = 1", "line 1, column 5: a has no value: neither = nor { follows it." },
        { "= 1", "line 1, column 1: there is no key before this =." },
        { "a. = 1", "line 1, column 4: a key is missing here." },
        { "a. { b = 1 }", "line 1, column 4: a key is missing here." },
        { "a..b = 1", "line 1, column 3: a key is missing here." },

        // Quotes.
        { "a = \"b", "line 1, column 5: the \" that begins here is never closed. Add the closing \"." },
        { "a = \"\"\"b\"", "line 1, column 5: the \"\"\" that begins here is never closed. Add the closing \"\"\"." },
        { "a = \"b\nc = \"d\"\n", "line 2, column 7: the \" that begins here is never closed. Add the closing \". (The text in quotes that begins in line 1 ends only in line 2: is a quote missing?)" },
        { "a = \"C:\\dir\"", "line 1, column 8: this backslash begins no escape that there is. Write a backslash as \\\\, or use three quotes, between which it is itself." },
        { "a = \"\\u12\"", "line 1, column 6: \\u takes four hexadecimal digits." },
    };

    public static TheoryData<string> Right => new()
    {
        "", " ", "\n", "\r\n", "# nothing", "#", "//", "a = 1 #",
        "a = 1", "a=1", "a : 1", "a:1", "a = 1\r\nb = 2\r\n", "a = 1, b = 2", "a = 1, b = 2,", "a = 1,\nb = 2,\n",
        "a { }", "a{}", "a\n{\n}\n", "a = { }", "a = {\n}", "a { } b { }", "a { b = 1 } c = 2", "a = { b = 1 }, c = 2", "a = { b = 1 } , c = 2",
        "a.b.c = 1", "a.b { c.d = 1 }", "a . b = 1", "\"a.b\".c = 1", "\"a\".\"b\" { }", "a = { } { b = 1 }",
        "{ a = 1 }", "{ \"a\": { \"b\": [1, 2], \"c\": null }, \"d\": {} }\n", "# head\n{\n  a = 1\n}\n# foot\n",
        "a = \"{\"", "a = \"}\"", "a = \"[\" # ]", "a = \"\"\"{ \" } \\ [\"\"\"", "a = \"\\\"}\"", "a = \"\\\\\"", "a = \"\\u0041\"", "a = \"\\t\"",
        "a = 1 # }", "a = 1 // }", "# }\na = 1", "// {\na = 1", "a { # {\n}", "a = # later\n 1", "a =\n 1", "a = [ # [\n 1 ]",
        "a = []", "a = [ ]", "a = [\n]", "a = [1]", "a = [1,]", "a = [1, 2]", "a = [\n 1,\n 2,\n]", "a = [\n 1\n 2\n]", "a = [[1, 2], [3]]", "a = [{ b = 1 }, { c = 2 }]", "a = [{ b = 1 }\n{ c = 2 }]",
        "a = [1] [2]", "a = one two", "a = one \"two\" three", "a = /user/b", "a = 10 s", "a = 1.5", "a = -1", "a = a-b_c", "a = 5%",
        "a = 1\nb = ${a}", "a = [1]\nb = ${a} [2]", "a { b = 1 }\nc = ${a.b}\"x\"", "a { b = 1 }\nc = ${a}\nd = [${a.b}, 2]",
        "include = 1", "includes { }", "\"include\" = \"a\"", "a = \"${?B}\"", "# ${?B}\na = 1", "a = \"b += c\"", "a+b = 1", "a b { }",
        "/crosstown/pools/default { router = round-robin-pool }", "\"/crosstown/pools/*\" { }", "akka.loggers = [\"A.B, a, Version=1.0.0.0\"]", "a = \"b\nc\"",
        "\ta = 1", "é = \"ü { \"", "a = \"😀\" # }",
    };

    [Theory, MemberData(nameof(Wrong))]
    public void HOCON_that_Akka_would_misread_is_an_error_with_line_column_and_cure(string text, string sentence)
    {
        var error = Assert.Throws<ConfigurationException>(() => HoconText.Parse(text, "a.hocon"));
        Assert.StartsWith("a.hocon", error.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Right))]
    public void HOCON_that_Akka_reads_as_it_is_meant_is_accepted(string text) => HoconText.Parse(text, "a.hocon");

    [Theory]
    [InlineData("akka.hocon"), InlineData("src/Crosstown.Actors/reference.conf")]
    public void The_files_of_this_repository_are_accepted_with_either_line_end(string file)
    {
        var text = Text(file);
        HoconText.Parse(text, file);
        HoconText.Parse(text.ReplaceLineEndings("\r\n"), file);
        HoconText.Parse("{" + text + "}", file);
    }

    [Theory]
    [InlineData("Akka.Configuration.akka.conf")]
    public void The_defaults_of_Akka_are_accepted(string resource)
    {
        using var reader = new StreamReader(typeof(Config).Assembly.GetManifestResourceStream(resource)!);
        HoconText.Parse(reader.ReadToEnd(), resource);
    }

    [Theory]
    [InlineData("akka.hocon"), InlineData("src/Crosstown.Actors/reference.conf")]
    public void Each_brace_too_few_is_noticed(string file)
    {
        var text = Text(file);
        foreach (var index in BracesOf(text))
            Assert.Throws<ConfigurationException>(() => HoconText.Parse(text.Remove(index, 1), file));
    }

    [Theory]
    [InlineData("akka.hocon"), InlineData("src/Crosstown.Actors/reference.conf")]
    public void Each_brace_too_many_is_noticed(string file)
    {
        var text = Text(file);
        foreach (var index in BracesOf(text))
        {
            foreach (var brace in Braces)
                Assert.Throws<ConfigurationException>(() => HoconText.Parse(text.Insert(index, brace), file));
        }
    }

    /// <summary>Where a brace or bracket stands that is no comment's.</summary>
    private static IEnumerable<int> BracesOf(string text) =>
        from index in Enumerable.Range(0, text.Length)
        where text[index] is '{' or '}' or '[' or ']' && !text[(text.LastIndexOf('\n', index) + 1)..index].Contains('#', StringComparison.Ordinal)
        select index;

    private static string Text(string file) => File.ReadAllText(Path.Combine(SettingsDocumentsSpecs.Root, file));
}
