using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Crosstown.Web.Tests.Invocations;

/// <summary>docs/design.md §2.12: an invocation of a SignalR hub is a unit of its own on every transport.</summary>
public class HubSpecs
{
    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task What_an_invocation_defers_runs_when_its_answer_is_written_while_the_connection_stays_open(HttpTransportType transport)
    {
        var journal = new Journal();
        await using var app = await StartAsync(journal);
        await using var client = await ConnectAsync(app, transport);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("outstanding", await client.InvokeAsync<string>(nameof(TestHub.DefersByTheService)).WaitAsync(TestApp.Deadline));
            await app.SettledAsync();
            Assert.Equal("outstanding", await client.InvokeAsync<string>(nameof(TestHub.DefersByItsContext)).WaitAsync(TestApp.Deadline));
            await app.SettledAsync();
        }

        Assert.Equal(Enumerable.Repeat(new[] { "answered", "INVOKE /hub 200" }, 6).SelectMany(each => each), journal.Entries);
        Assert.Equal((6, 6), (app.Ledger.Read().Deferred, app.Ledger.Read().Ran));
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task What_a_failed_invocation_defers_does_not_run_and_the_next_invocation_is_not_concerned(HttpTransportType transport)
    {
        var journal = new Journal();
        await using var app = await StartAsync(journal);
        await using var client = await ConnectAsync(app, transport);

        await Assert.ThrowsAsync<HubException>(() => client.InvokeAsync(nameof(TestHub.DefersAndThrows)).WaitAsync(TestApp.Deadline));
        await app.SettledAsync();
        await client.InvokeAsync<string>(nameof(TestHub.DefersByTheService)).WaitAsync(TestApp.Deadline);
        await app.SettledAsync();

        var reading = app.Ledger.Read();
        Assert.Equal((1, 1), (reading.NoGo, reading.Ran));
        Assert.Equal(["answered", "answered", "INVOKE /hub 200"], journal.Entries);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task What_a_streaming_invocation_defers_in_its_body_runs_when_its_last_item_is_written(HttpTransportType transport)
    {
        var journal = new Journal();
        await using var app = await StartAsync(journal);
        await using var client = await ConnectAsync(app, transport);

        await foreach (var _ in client.StreamAsync<int>(nameof(TestHub.Streams)))
        {
        }

        await app.SettledAsync();
        Assert.Equal(["item", "item", "INVOKE /hub 200"], journal.Entries.Where(entry => entry != "answered"));
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task What_a_streaming_invocation_defers_runs_when_its_client_cancels_the_stream(HttpTransportType transport)
    {
        var journal = new Journal();
        await using var app = await StartAsync(journal);
        await using var client = await ConnectAsync(app, transport);
        using var cancellation = new CancellationTokenSource();

        await Record.ExceptionAsync(async () =>
        {
            await foreach (var _ in client.StreamAsync<int>(nameof(TestHub.StreamsWithoutEnd), cancellation.Token))
                await cancellation.CancelAsync();
        });

        await app.SettledAsync();
        Assert.Contains("INVOKE /hub 200", journal.Entries);
    }

    [Fact]
    public async Task A_deferral_names_its_invocation_and_its_trace_before_the_invocation_is_over()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore.SignalR.Server",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        var journal = new Journal();
        await using var app = await StartAsync(journal);
        await using var client = await ConnectAsync(app, HttpTransportType.WebSockets);

        var (endpoint, traceId, current) = await client.InvokeAsync<Named>(nameof(TestHub.Names)).WaitAsync(TestApp.Deadline);

        Assert.Equal("INVOKE /TestHub.Names", endpoint);
        Assert.NotNull(traceId);
        Assert.Equal(current, traceId);
    }

    [Fact]
    public async Task What_a_hub_defers_when_a_client_connects_and_disconnects_runs()
    {
        var journal = new Journal();
        await using var app = await StartAsync(journal, web => web.MapHub<GreetingHub>("/greeting"));
        var client = await ConnectAsync(app, HttpTransportType.WebSockets, "/greeting");

        await Eventually.TrueAsync(() => journal.Entries.Contains("hello"));
        await client.DisposeAsync();

        await Eventually.TrueAsync(() => journal.Entries.Contains("goodbye"));
    }

    [Fact]
    public async Task Metadata_of_the_hubs_endpoint_sets_the_traffic_of_its_invocations()
    {
        var journal = new Journal();
        await using var app = await StartAsync(journal, web => web.MapHub<TestHub>("/lenient").NoGoOn());
        await using var client = await ConnectAsync(app, HttpTransportType.LongPolling, "/lenient");

        await Assert.ThrowsAsync<HubException>(() => client.InvokeAsync(nameof(TestHub.DefersAndThrows)).WaitAsync(TestApp.Deadline));
        await app.SettledAsync();

        Assert.Equal(["answered", "INVOKE /lenient 500"], journal.Entries);
    }

    [Fact]
    public async Task A_loop_that_an_invocation_has_started_defers_without_a_request_once_the_invocation_is_over()
    {
        var journal = new Journal();
        var goOn = new Seen<bool>();
        await using var app = await StartAsync(journal, configure: services => services.AddSingleton(goOn));
        await using var client = await ConnectAsync(app, HttpTransportType.WebSockets);
        await client.InvokeAsync(nameof(TestHub.StartsALoop)).WaitAsync(TestApp.Deadline);

        // The answer has come, and the invocation's scope goes a moment later: until then the deferral is the invocation's.
        await client.InvokeAsync<string>(nameof(TestHub.DefersByTheService)).WaitAsync(TestApp.Deadline);
        goOn.Set(true);

        await Eventually.TrueAsync(() => journal.Entries.Contains("without a request"));
    }

    private static Task<TestApp> StartAsync(Journal journal, Action<WebApplication>? map = null, Action<IServiceCollection>? configure = null) => TestApp.StartAsync(
        web =>
        {
            web.MapHub<TestHub>("/hub");
            map?.Invoke(web);
        },
        builder =>
        {
            builder.Services.AddSignalR();
            builder.Services.AddSingleton<IHubProtocol>(new JournalingProtocol("json", journal)).AddSingleton(journal);
            builder.Services.AddSingleton(new Seen<bool>());
            configure?.Invoke(builder.Services);
        },
        wire: true);

    private static async Task<HubConnection> ConnectAsync(TestApp app, HttpTransportType transport, string path = "/hub")
    {
        var client = new HubConnectionBuilder().WithUrl(new Uri(app.Address, path), transport).Build();
        await client.StartAsync().WaitAsync(TestApp.Deadline);
        return client;
    }

    internal sealed class TestHub(ICrosstownTraffic traffic, Journal journal, Seen<bool> goOn) : Hub
    {
        public async Task<string> DefersByTheService()
        {
            var deferral = Defer(traffic);
            await Task.Yield();
            return deferral.Fate?.ToString() ?? "outstanding";
        }

        public string DefersByItsContext() => Defer(Context.GetHttpContext()!.Traffic()).Fate?.ToString() ?? "outstanding";

        public void DefersAndThrows()
        {
            Defer(traffic);
            throw new HubException("on purpose");
        }

        public async IAsyncEnumerable<int> Streams([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return 1;
            Defer(traffic);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return 2;
        }

        public async IAsyncEnumerable<int> StreamsWithoutEnd([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Defer(traffic);
            yield return 1;
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        public Named Names()
        {
            var deferral = Defer(traffic);
            return new(deferral.Endpoint, deferral.Account.Request?.TraceId, Activity.Current?.TraceId.ToHexString());
        }

        public void StartsALoop() => _ = Task.Run(async () =>
        {
            await goOn.Async();
            Defer(traffic);
        });

        private Deferral Defer(ITraffic to) => to.Defer<TrafficContext>((context, _) =>
        {
            journal.Add(context.Request is { } request ? $"{request.Method} {request.Path} {request.Response.StatusCode}" : "without a request");
            return Task.CompletedTask;
        });
    }

    internal sealed record Named(string? Endpoint, string? TraceId, string? Current);

    internal sealed class GreetingHub(ITraffic traffic, Journal journal) : Hub
    {
        public override Task OnConnectedAsync()
        {
            traffic.Defer(() => journal.Add("hello"));
            return Task.CompletedTask;
        }

        public override Task OnDisconnectedAsync(Exception? exception)
        {
            traffic.Defer(() => journal.Add("goodbye"));
            return Task.CompletedTask;
        }
    }
}
