using System.Net.Http.Json;
using Crosstown.TestKit.TestApp;
using Microsoft.AspNetCore.Hosting;

namespace Crosstown.TestKit.Tests.Faults;

public sealed class ResponseFaultSpecs
{
    public static TheoryData<bool> Servers => [false, true];

    [Theory, MemberData(nameof(Servers))]
    public async Task A_response_gets_the_status_of_the_fault_after_the_application_has_deferred(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        using var client = app.CreateClient(ResponseFault.AnswersWith(503));
        using var response = await client.PostAsJsonAsync("/campaigns", new[] { "1" });
        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal("""["1"]""", await response.Content.ReadAsStringAsync());
        await app.SettledAsync();
        app.ShouldHaveDiscarded<PlaceCall>(503, Fate.NoGo, times: 1);

        // Other clients are not concerned.
        using var other = await app.Client.PostAsJsonAsync("/campaigns", new[] { "2" });
        Assert.Equal(202, (int)other.StatusCode);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_exception_before_the_start_is_a_500(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        using var client = app.CreateClient(ResponseFault.ThrowsBeforeStart(new FormatException("fault")));
        if (onKestrel)
            Assert.Equal(500, (int)(await client.PostAsJsonAsync("/campaigns", new[] { "1" })).StatusCode);
        else
            await Assert.ThrowsAsync<FormatException>(() => client.PostAsJsonAsync("/campaigns", new[] { "1" }));
        await app.SettledAsync();
        app.ShouldHaveDiscarded<PlaceCall>(500, Fate.NoGo);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_exception_after_the_start_truncates_the_response(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        using var client = app.CreateClient(ResponseFault.ThrowsAfterStart(atByte: 3));
        await Assert.ThrowsAnyAsync<Exception>(() => client.PostAsJsonAsync("/campaigns", new[] { "1" }));
        await app.SettledAsync();
        Assert.Equal(ResponseOutcome.Truncated, app.ShouldHaveDeferred<PlaceCall>().Request!.Response.Outcome);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_client_leaves_at_a_byte_of_the_response(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        using var client = app.CreateClient(ResponseFault.AbortedByClient(atByte: 2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PostAsJsonAsync("/campaigns", new[] { "1" }));
        await app.SettledAsync();
        Assert.Equal(ResponseOutcome.AbortedByClient, app.ShouldHaveDeferred<PlaceCall>().Request!.Response.Outcome);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_server_aborts_at_a_byte_of_the_response(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        using var client = app.CreateClient(ResponseFault.AbortedByServer(atByte: 2));
        await Assert.ThrowsAnyAsync<Exception>(() => client.PostAsJsonAsync("/campaigns", new[] { "1" }));
        await app.SettledAsync();
        Assert.Equal(ResponseOutcome.AbortedByServer, app.ShouldHaveDeferred<PlaceCall>().Request!.Response.Outcome);
    }

    [Theory]
    [InlineData("exception", 0), InlineData("exception", 3), InlineData("exception", 40)]
    [InlineData("client", 0), InlineData("client", 3), InlineData("client", 40)]
    [InlineData("server", 0), InlineData("server", 3), InlineData("server", 40)]
    public async Task A_response_is_cut_at_the_byte_that_the_test_says(string cause, int atByte)
    {
        var sent = new SentBytes();
        await using var app = await CrosstownTestHost.StartAsync<Program>(options => options.ConfigureServices = services => services.AddSingleton<IStartupFilter>(sent));
        using var client = app.CreateClient(cause switch
        {
            "exception" => ResponseFault.ThrowsAfterStart(atByte),
            "client" => ResponseFault.AbortedByClient(atByte),
            _ => ResponseFault.AbortedByServer(atByte),
        });

        await Assert.ThrowsAnyAsync<Exception>(() => client.PostAsJsonAsync("/campaigns", new[] { "1" }));
        await app.SettledAsync();

        Assert.Equal("""["1"]""".PadRight(40)[..atByte], sent.Text);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_response_that_never_completes_releases_nothing(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        using var client = app.CreateClient(ResponseFault.NeverCompletes());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/campaigns") { Content = JsonContent.Create(new[] { "1" }) };
        using (await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            await app.Client.PostAsJsonAsync("/campaigns", new[] { "2" });
            Assert.False(app.ShouldHaveDeferred<PlaceCall>(call => call.Number == "1").IsReleased);
        }

        await app.SettledAsync();
        app.ShouldHaveDeferred(2);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_wire_level_is_withheld_until_the_test_grants_it(bool onKestrel)
    {
        await using var app = await StartAsync(onKestrel);
        var wire = ResponseFault.WithholdsWire();
        using var client = app.CreateClient(wire);
        await client.PostAsJsonAsync("/campaigns", new[] { "1" });
        Assert.False(app.ShouldHaveDeferred<PlaceCall>().IsReleased);
        wire.Grant(WireLevel.Acked);
        await app.SettledAsync();
        Assert.Equal(WireLevel.Acked, app.ShouldHaveRun<PlaceCall>().Deferral.Level);
    }

    [Fact]
    public async Task A_restart_of_a_pool_fails_what_runs_there_and_keeps_what_waits()
    {
        var started = new TaskCompletionSource();
        await using var app = await CrosstownTestHost.StartAsync(
            web => web.MapPost("/", (ICrosstownTraffic traffic) =>
            {
                traffic.Defer(async token =>
                {
                    started.SetResult();
                    await Task.Delay(Timeout.Infinite, token);
                });
                traffic.Defer(() => { });
            }),
            options => (options.CollectFailures, options.Hocon) = (true, "akka.actor.deployment { /crosstown/pools/default { router = round-robin-pool, nr-of-instances = 1 } }"));
        await app.Client.PostAsync(new Uri("/", UriKind.Relative), null);
        await started.Task;

        await app.RestartPoolAsync(PoolNames.Default);

        await app.SettledAsync();
        Assert.Equal([Fate.Failed, Fate.Ran], app.Deferrals.Select(deferral => deferral.Fate!.Value));
    }

    private static Task<CrosstownTestHost> StartAsync(bool onKestrel) => CrosstownTestHost.StartAsync<Program>(options => options.UseKestrel = onKestrel);
}
