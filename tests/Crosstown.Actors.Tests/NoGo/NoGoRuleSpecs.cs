using Crosstown.Actors.NoGo;

namespace Crosstown.Actors.Tests.NoGo;

/// <summary>docs/design.md §3: the status language.</summary>
public sealed class NoGoRuleSpecs
{
    public static TheoryData<string, int, bool> Verdicts => new()
    {
        { "404", 404, true }, { "404", 405, false }, { "404", 403, false },
        { "100", 100, true }, { "999", 999, true }, { "999", 998, false },
        { "5xx", 500, true }, { "5xx", 599, true }, { "5xx", 499, false }, { "5xx", 600, false }, { "5XX", 503, true },
        { "400-405", 400, true }, { "400-405", 405, true }, { "400-405", 399, false }, { "400-405", 406, false },
        { "404-404", 404, true }, { " 5xx , 302 ", 302, true }, { "5xx, !503", 503, false }, { "5xx, !503, 503", 503, true },
        { "4xx, !400-405", 405, false }, { "4xx, !400-405", 406, true }, { "100-999, !2xx", 204, false }, { "100-999, !2xx", 199, true },
    };

    public static TheoryData<string, int, string> Malformed => new()
    {
        { "", 1, "a rule is missing here" }, { " ", 2, "a rule is missing here" }, { "5xx,", 5, "a rule is missing here" }, { "5xx,,404", 5, "a rule is missing here" },
        { "!", 2, "'!' stands alone" }, { "!!404", 2, "'!' cannot begin a rule" }, { "0xx", 1, "'0' cannot begin a rule" }, { "abc", 1, "'a' cannot begin a rule" },
        { "40", 3, "a code has three digits" }, { "4x4", 2, "'x' is not a digit" }, { "4045", 4, "'5' cannot follow a code" }, { "404 405", 4, "' ' cannot follow a code" },
        { "400-", 5, "a code has three digits" }, { "400-4xx", 6, "'x' is not a digit" }, { "405-400", 5, "the range ends at 400, before it begins" },
        { "400-4055", 8, "'5' cannot follow a range" }, { "400-099", 5, "the codes are 100 to 999" }, { "5xx, 4o4", 7, "'o' is not a digit" }, { "truncate", 1, "'t' cannot begin a rule" },
    };

    [Theory, MemberData(nameof(Verdicts))]
    public void A_rule_stops_exactly_the_codes_it_names(string rules, int status, bool stops) =>
        Assert.Equal(stops, NoGoRules.Parse(rules).Resolve(NoGoSet.Empty).Stops(status));

    [Theory, MemberData(nameof(Malformed))]
    public void An_error_shows_the_text_the_position_and_what_is_allowed(string rules, int position, string what)
    {
        var error = Assert.Throws<FormatException>(() => NoGoRules.Parse(rules));
        Assert.StartsWith($"\"{rules}\" is not a no-go rule: at position {position} {what}.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed are a code 100 to 999, a class such as 5xx, an inclusive range such as 400-405, the words truncated and aborted", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(99), InlineData(1000), InlineData(0), InlineData(-404)]
    public void A_number_that_no_server_can_send_is_an_error(int status) => Assert.Contains("it must be 100 to 999", Assert.Throws<FormatException>(() => (NoGoRule)status).Message, StringComparison.Ordinal);

    [Fact]
    public void The_documented_example_of_the_predecessor_is_read_as_written()
    {
        NoGoRules rules = ["5xx", "400-405", 302];
        var set = rules.Resolve(NoGoSet.Empty);
        Assert.Equal([302, .. Enumerable.Range(400, 6), .. Enumerable.Range(500, 100)], Enumerable.Range(0, 1100).Where(set.Stops));
        Assert.True(NoGoRules.Parse("302").Resolve(NoGoSet.Empty).Stops(302));
    }

    [Fact]
    public void The_words_truncated_and_aborted_match_the_outcome_and_not_the_status()
    {
        var set = NoGoRules.Parse("Truncated, aborted").Resolve(NoGoSet.Empty);
        Assert.True(set.Truncated);
        Assert.True(set.Aborted);
        Assert.DoesNotContain(Enumerable.Range(100, 900), set.Stops);
        Assert.False(NoGoRules.Parse("!aborted").Resolve(set).Aborted);
        Assert.True(NoGoRules.Parse("!aborted").Resolve(set).Truncated);
    }

    [Fact]
    public void A_list_that_begins_with_an_exception_continues_the_outer_level()
    {
        var outer = NoGoRules.Parse("4xx, 5xx, truncated").Resolve(NoGoSet.Empty);
        var inner = NoGoRules.Parse("!404, 302").Resolve(outer);
        Assert.False(inner.Stops(404));
        Assert.True(inner.Stops(403));
        Assert.True(inner.Stops(302));
        Assert.True(inner.Truncated);
    }

    [Theory]
    [InlineData("5xx, !503", false, true)]
    [InlineData("5xx, !503, !truncated", false, false)]
    [InlineData("!truncated, 5xx, !503", false, false)]
    [InlineData("truncated, !503", true, true)]
    [InlineData("!truncated, !503", true, false)]
    public void Statuses_replace_the_outer_statuses_unless_the_first_is_an_exception_and_words_stand_for_themselves(string inner, bool keeps404, bool truncated)
    {
        var set = NoGoRules.Parse(inner).Resolve(NoGoRules.Parse("4xx, 5xx, truncated").Resolve(NoGoSet.Empty));
        Assert.Equal((keeps404, truncated, false), (set.Stops(404), set.Truncated, set.Stops(503)));
        Assert.True(set.Stops(500));
        Assert.False(set.Aborted);
    }

    [Theory]
    [InlineData("aborted", true, true)]
    [InlineData("!truncated", false, false)]
    [InlineData("!truncated, aborted", false, true)]
    public void A_list_of_words_alone_keeps_the_outer_statuses(string inner, bool truncated, bool aborted)
    {
        var set = NoGoRules.Parse(inner).Resolve(NoGoRules.Parse("4xx, truncated").Resolve(NoGoSet.Empty));
        Assert.Equal(Enumerable.Range(400, 100), Enumerable.Range(0, 1100).Where(set.Stops));
        Assert.Equal((truncated, aborted), (set.Truncated, set.Aborted));
    }

    [Fact]
    public void An_empty_list_stops_nothing()
    {
        NoGoRules empty = [];
        var set = empty.Resolve(NoGoRules.Parse("100-999, truncated, aborted").Resolve(NoGoSet.Empty));
        Assert.DoesNotContain(Enumerable.Range(0, 1100), set.Stops);
        Assert.False(set.Truncated || set.Aborted);
    }

    [Theory, InlineData("404"), InlineData("5xx"), InlineData("400-405"), InlineData("truncated"), InlineData("!aborted"), InlineData("!4xx")]
    public void A_rule_reads_back_as_it_is_written(string rule) => Assert.Equal(rule, NoGoRule.Parse(rule).ToString());

    [Fact]
    public void A_list_in_place_of_one_rule_is_an_error_that_says_so()
    {
        var error = Assert.Throws<FormatException>(() => NoGoRule.Parse("5xx, 302"));
        Assert.Contains("at position 4 one rule ends; give each rule as one of its own", error.Message, StringComparison.Ordinal);
        Assert.Equal("5xx, 302", NoGoRules.Parse("5xx, 302").ToString());
    }
}
