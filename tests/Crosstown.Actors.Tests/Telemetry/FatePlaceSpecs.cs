using System.Diagnostics;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Actors.Tests.Telemetry;

/// <summary>A failure and a no-go name the endpoint, and the source line of the deferring call.</summary>
public sealed class FatePlaceSpecs
{
    private static readonly Action Fails = () => throw new InvalidOperationException("on purpose");

    /// <summary>Each verb, called on the line that it returns.</summary>
    public static TheoryData<string> Verbs => ["Tell", "TryTell", "TellAsync", "Action", "Task", "ValueTask", "ValueTask<T>", "token", "service", "actor ref"];

    [Theory, MemberData(nameof(Verbs))]
    public async Task A_failure_is_logged_with_its_endpoint_and_the_line_of_the_call(string verb)
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<Failing>());
        var request = host.Request();

        var line = await DeferAsync(request, verb);
        request.End();
        await host.SettledAsync();

        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.DeferralFailed);
        Assert.Contains($" of POST /campaigns failed on default: on purpose (deferred at {ThisFile()}:{line}, request trace-1)", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_on_the_event_stream_has_its_endpoint_and_the_line_of_the_call()
    {
        await using var host = new TrafficHost();
        var failed = new TaskCompletionSource<DeferralFailed>();
        host.System.EventStream.Subscribe(host.System.ActorOf(Props.Create(() => new Told(failed))), typeof(DeferralFailed));
        var request = host.Request();

        request.Defer(Fails); var line = Line();
        request.End();

        var told = await failed.Task.WaitAsync(Stress.Patience);
        Assert.Equal(("POST /campaigns", ThisFile(), line), (told.Endpoint, told.CallerFilePath, told.CallerLineNumber));
    }

    [Fact]
    public async Task A_span_has_its_endpoint_and_the_line_of_the_call()
    {
        var seen = new TaskCompletionSource<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == CrosstownActivitySource.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = new TrafficHost();
        var request = host.Request();

        request.Defer(() => seen.SetResult(Activity.Current!)); var line = Line();
        request.End();

        var span = await seen.Task.WaitAsync(Stress.Patience);
        Assert.Equal(
            ("POST /campaigns", ThisFile(), line),
            (span.GetTagItem("crosstown.endpoint"), span.GetTagItem("code.file.path"), span.GetTagItem("code.line.number")));
    }

    [Fact]
    public async Task A_nested_failure_names_the_endpoint_of_its_root()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        request.Defer<TrafficContext>((context, _) => { context.Traffic.Defer(Fails); return Task.CompletedTask; });
        request.End();
        await host.SettledAsync();
        Assert.Contains(" of POST /campaigns failed", Assert.Single(host.Logs.Texts(EventIds.DeferralFailed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_without_a_request_says_so()
    {
        await using var host = new TrafficHost();
        host.OutsideRequest.Defer(Fails);
        await host.SettledAsync();
        Assert.Contains(" of no request failed on default", Assert.Single(host.Logs.Texts(EventIds.DeferralFailed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_runs_on_after_its_timeout_is_named_by_its_method_its_endpoint_and_the_line_of_the_call()
    {
        await using var host = new TrafficHost("crosstown.deferral.abandon-after = 1s");
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task RunOnAsync()
        {
            started.SetResult();
            await release.Task;
        }

        var request = host.Request();
        var deferral = request.Defer(RunOnAsync, new DeferralOptions { Timeout = TimeSpan.FromSeconds(1) }); var line = Line();
        request.End();
        await started.Task.WaitAsync(Stress.Patience);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        var kind = $"FatePlaceSpecs.{nameof(Code_that_runs_on_after_its_timeout_is_named_by_its_method_its_endpoint_and_the_line_of_the_call)}.RunOnAsync";
        Assert.Equal(
            $"The code of deferral {deferral.Id} {kind} of POST /campaigns on default still runs after its end (its timeout of 00:00:01 passed; deferred at {ThisFile()}:{line}); " +
            "its routee goes on without it.",
            Assert.Single(host.Logs.Texts(EventIds.RunDetached)));
        Assert.Equal(kind, deferral.Kind);
        release.SetResult();
        await host.SettledAsync();
    }

    [Theory]
    [InlineData(404, ResponseOutcome.Completed, "5xx, 400-405", "the status is 404 (no-go rule 400-405)")]
    [InlineData(503, ResponseOutcome.Completed, "!404", "the status is 503 (no-go rule 5xx)")]
    [InlineData(200, ResponseOutcome.Truncated, "!404", "the response was truncated (no-go rule truncated)")]
    [InlineData(200, ResponseOutcome.AbortedByClient, "aborted", "the client aborted (no-go rule aborted)")]
    public async Task A_no_go_is_one_entry_of_level_Debug_with_its_rule(int status, ResponseOutcome outcome, string rules, string reason)
    {
        await using var host = new TrafficHost();
        var request = host.Request();

        var deferral = request.Defer(() => Assert.Fail("ran"), new DeferralOptions { NoGo = rules }); var line = Line();
        request.End(status, outcome);
        await host.SettledAsync();
        await Eventually.TrueAsync(() => host.Logs.Count(EventIds.DeferralStopped) > 0, "the entry");

        var entry = Assert.Single(host.Logs.Entries, entry => entry.Id == EventIds.DeferralStopped);
        Assert.Equal(LogLevel.Debug, entry.Level);
        Assert.Equal(
            $"Deferral {deferral.Id} FatePlaceSpecs.A_no_go_is_one_entry_of_level_Debug_with_its_rule of POST /campaigns does not run: {reason} (deferred at {ThisFile()}:{line})", entry.Text);
        Assert.Equal(reason, deferral.Reason);
    }

    private static async Task<int> DeferAsync(FakeRequest traffic, string verb)
    {
        switch (verb)
        {
            case "Tell": traffic.Tell("fail"); return Line();
            case "TryTell": traffic.TryTell("fail", out _); return Line();
            case "TellAsync": await traffic.TellAsync("fail"); return Line();
            case "Action": traffic.Defer(Fails); return Line();
            case "Task": traffic.Defer(() => Task.FromException(new InvalidOperationException("on purpose"))); return Line();
            case "ValueTask": traffic.Defer(() => ValueTask.FromException(new InvalidOperationException("on purpose"))); return Line();
            case "ValueTask<T>": traffic.Defer(() => ValueTask.FromException<int>(new InvalidOperationException("on purpose"))); return Line();
            case "token": traffic.Defer(_ => Task.FromException(new InvalidOperationException("on purpose"))); return Line();
            case "service": traffic.Defer<TrafficContext>((_, _) => throw new InvalidOperationException("on purpose")); return Line();
            default: var reference = traffic.AsActorRef(); var line = Line(); reference.Tell("fail", ActorRefs.NoSender); return line;
        }
    }

    private static int Line([CallerLineNumber] int line = 0) => line;

    private static string ThisFile([CallerFilePath] string file = "") => file;

    private sealed class Failing : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("on purpose");
    }

    private sealed class Told : ReceiveActor
    {
        public Told(TaskCompletionSource<DeferralFailed> failed) => Receive<DeferralFailed>(message => failed.TrySetResult(message));
    }
}
