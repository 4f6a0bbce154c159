using Crosstown.Actors.Deferrals;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.3: one event, one verdict.</summary>
public sealed class NoGoSpecs
{
    private const ResponseOutcome Completed = ResponseOutcome.Completed;
    private const ResponseOutcome Truncated = ResponseOutcome.Truncated;
    private const ResponseOutcome Client = ResponseOutcome.AbortedByClient;
    private const ResponseOutcome Server = ResponseOutcome.AbortedByServer;

    public static TheoryData<string?, int, ResponseOutcome, Fate> Verdicts => new()
    {
        { null, 200, Completed, Fate.Ran }, { null, 302, Completed, Fate.Ran }, { null, 101, Completed, Fate.Ran },
        { null, 404, Completed, Fate.NoGo }, { null, 500, Completed, Fate.NoGo }, { null, 200, Truncated, Fate.NoGo },
        // An abort is judged by the status that the application had set, unless the rules name it.
        { null, 200, Client, Fate.Ran }, { null, 200, Server, Fate.Ran }, { null, 404, Client, Fate.NoGo },
        { "aborted", 200, Client, Fate.Aborted }, { "aborted", 200, Server, Fate.Aborted }, { "aborted", 500, Completed, Fate.NoGo },
        { "aborted, 5xx", 500, Client, Fate.Aborted }, { "5xx, 400-405, 302", 200, Truncated, Fate.NoGo }, { "5xx, !truncated", 200, Truncated, Fate.Ran },
        { "302", 302, Completed, Fate.NoGo }, { "302", 404, Completed, Fate.Ran },
        { "!404", 404, Completed, Fate.Ran }, { "!404", 403, Completed, Fate.NoGo }, { "!truncated", 200, Truncated, Fate.Ran },
    };

    [Theory, MemberData(nameof(Verdicts))]
    public async Task Rules_outcome_and_status_decide(string? rules, int status, ResponseOutcome outcome, Fate fate)
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => { }, rules is null ? null : new DeferralOptions { NoGo = rules });
        request.End(status, outcome);
        Assert.Equal(fate, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    [Theory]
    [InlineData(null, null, null, 404, Fate.NoGo)]
    [InlineData("5xx", null, null, 404, Fate.Ran)]
    [InlineData("5xx", "404", null, 404, Fate.NoGo)]
    [InlineData("5xx", "404", "403", 404, Fate.Ran)]
    [InlineData("5xx", "404", "403", 403, Fate.NoGo)]
    [InlineData("4xx", "!404", null, 404, Fate.Ran)]
    [InlineData("4xx", "!404", null, 403, Fate.NoGo)]
    [InlineData("4xx", "!404", "!403", 403, Fate.Ran)]
    [InlineData("4xx", "!404", "!403", 404, Fate.Ran)]
    [InlineData("4xx", "!404", "!403", 402, Fate.NoGo)]
    public async Task The_nearest_of_deferral_endpoint_and_configuration_wins(string? hocon, string? endpoint, string? own, int status, Fate fate)
    {
        await using var host = new TrafficHost(hocon is null ? "" : $"crosstown.no-go = \"{hocon}\"");
        var request = host.Request(endpoint is null ? null : new EndpointDeferralOptions { NoGo = [endpoint] });
        var deferral = request.Defer(() => { }, own is null ? null : new DeferralOptions { NoGo = own });
        request.End(status);
        Assert.Equal(fate, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    public static TheoryData<string, string?, string?, ResponseOutcome, Fate> Words => new()
    {
        { "[\"5xx\", \"400-405\", 302]", null, null, Truncated, Fate.NoGo },
        { "[\"5xx\", \"!truncated\"]", null, null, Truncated, Fate.Ran },
        { "[\"!truncated\"]", "5xx", "404", Truncated, Fate.Ran },
        { "[\"!truncated\"]", "truncated", "404", Truncated, Fate.NoGo },
        { "[\"aborted\"]", "5xx", "404", Client, Fate.Aborted },
        { "[\"5xx\"]", "aborted", "404", Server, Fate.Aborted },
        { "[\"aborted\"]", "5xx, !aborted", "404", Client, Fate.Ran },
        { "[]", "5xx", "404", Truncated, Fate.Ran },
    };

    [Theory, MemberData(nameof(Words))]
    public async Task Truncated_and_aborted_are_as_the_nearest_level_says_that_names_them(string hocon, string? endpoint, string? own, ResponseOutcome outcome, Fate fate)
    {
        await using var host = new TrafficHost($"crosstown.no-go = {hocon}");
        var request = host.Request(endpoint is null ? null : new EndpointDeferralOptions { NoGo = [endpoint] });
        var deferral = request.Defer(() => { }, own is null ? null : new DeferralOptions { NoGo = own });
        request.End(200, outcome);
        Assert.Equal(fate, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    [Theory, InlineData(404, Fate.Ran), InlineData(403, Fate.NoGo), InlineData(500, Fate.NoGo)]
    public async Task A_configured_list_that_begins_with_an_exception_continues_the_default(int status, Fate fate)
    {
        await using var host = new TrafficHost("crosstown.no-go = [\"!404\"]");
        var request = host.Request();
        var deferral = request.Defer(() => { });
        request.End(status);
        Assert.Equal(fate, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    [Fact]
    public async Task An_empty_list_runs_whatever_happened()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => { }, new DeferralOptions { NoGo = [] });
        request.End(503, Client);
        Assert.Equal(Fate.Ran, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    [Fact]
    public async Task Each_deferral_of_a_request_has_its_own_verdict_and_its_reason()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var goes = request.Defer(() => { }, new DeferralOptions { NoGo = "5xx" });
        var stays = request.Defer(() => Assert.Fail("ran"));
        var goesToo = request.Defer(() => { }, new DeferralOptions { NoGo = "5xx" });
        request.End(409);
        await host.SettledAsync();
        Assert.Equal((Fate.Ran, Fate.NoGo, Fate.Ran), (goes.Fate, stays.Fate, goesToo.Fate));
        Assert.Equal("the status is 409 (no-go rule 4xx)", stays.Reason);
        Assert.Null(goes.Reason);
    }

    [Fact]
    public async Task A_veto_stops_all_traffic_whatever_the_status()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var before = request.Defer(() => Assert.Fail("ran"));
        request.NoGo("the mutation failed");
        request.NoGo("a second reason");
        var after = request.Defer(() => Assert.Fail("ran"), new DeferralOptions { NoGo = [] });
        request.End();
        var reading = await host.SettledAsync();
        Assert.Equal(2, reading.NoGo);
        Assert.Equal(("the mutation failed", "the mutation failed"), (before.Reason, after.Reason));
    }

    [Fact]
    public async Task A_veto_after_the_response_is_an_error()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        request.End();
        Assert.Throws<TrafficClosedException>(() => request.NoGo("late"));
    }

    [Fact]
    public async Task When_sees_the_final_response_and_has_the_last_say()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        ResponseSnapshot? seen = null;
        var no = request.Defer(() => Assert.Fail("ran"), new DeferralOptions { When = response => (seen = response).StatusCode == 201 });
        var yes = request.Defer(() => { }, new DeferralOptions { When = response => response.Trailers["x"] == "y" });
        request.End(With(new ResponseSnapshot(200, Completed, WireLevel.Sent) { Trailers = new Dictionary<string, string> { ["x"] = "y" } }));
        await host.SettledAsync();
        Assert.Equal((Fate.NoGo, Fate.Ran), (no.Fate, yes.Fate));
        Assert.Equal(200, seen!.StatusCode);
    }

    [Fact]
    public async Task When_is_not_asked_after_a_rule_has_said_no_go()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var asked = false;
        request.Defer(() => { }, new DeferralOptions { When = _ => asked = true });
        request.End(500);
        Assert.Equal(1, (await host.SettledAsync()).NoGo);
        Assert.False(asked);
    }

    [Fact]
    public async Task A_When_that_throws_fails_its_deferral_alone()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var thrown = new FormatException("bad");
        var failed = request.Defer(() => Assert.Fail("ran"), new DeferralOptions { When = _ => throw thrown });
        var ran = request.Defer(() => { });
        request.End();
        await host.SettledAsync();
        Assert.Equal((Fate.Failed, Fate.Ran), (failed.Fate, ran.Fate));
        Assert.Same(thrown, failed.Exception);
    }

    [Theory, InlineData("0", Fate.Ran), InlineData("13", Fate.NoGo)]
    public async Task A_grpc_status_that_is_not_zero_counts_as_500(string grpcStatus, Fate fate)
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var deferral = request.Defer(() => { });
        request.End(With(new ResponseSnapshot(200, Completed, WireLevel.Sent) { Trailers = new Dictionary<string, string> { ["grpc-status"] = grpcStatus } }));
        Assert.Equal(fate, await deferral.WaitAsync().WaitAsync(Stress.Patience));
    }

    private static RequestSnapshot With(ResponseSnapshot response) =>
        new() { Method = "POST", Path = "/", TraceIdentifier = "t", StartedAt = default, Response = response };
}
