using System.Diagnostics;

namespace Crosstown.Actors.Tests.Truths;

/// <summary>docs/design.md §2.6: work has its caller's trace and baggage.</summary>
public sealed class TraceSpecs
{
    [Theory, InlineData("parent"), InlineData("link")]
    public async Task A_deferrals_span_belongs_to_its_requests_trace_or_links_to_it(string mode)
    {
        var spans = new List<Activity>();
        using var source = new ActivitySource($"request-{mode}");
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == "Crosstown" || candidate == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (spans)
                    spans.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = new TrafficHost($"crosstown.telemetry.trace = {mode}");
        var request = host.Request();
        Activity? inside = null;
        using (var server = source.StartActivity("POST /campaigns", ActivityKind.Server)!)
        {
            request.Defer(async () =>
            {
                inside = Activity.Current;
                await Task.Yield();
                throw new InvalidOperationException("on purpose");
            });
            request.End();
        }

        await host.SettledAsync();
        // Not by its deferral's id: the listener hears every host of the process, and each begins with the same.
        await Eventually.TrueAsync(() => { lock (spans) return spans.Any(span => span == inside); }, "the span");
        Activity requestSpan, span;
        lock (spans)
        {
            requestSpan = spans.Single(candidate => candidate.Source == source);
            span = spans.Single(candidate => candidate == inside);
        }

        if (mode == "parent")
            Assert.Equal((requestSpan.TraceId, requestSpan.SpanId), (span.TraceId, span.ParentSpanId));
        else
            Assert.Equal(requestSpan.SpanId, Assert.Single(span.Links).Context.SpanId);
        Assert.Equal("failed", span.GetTagItem("crosstown.fate"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Theory]
    [InlineData("parent", true, true)]
    [InlineData("parent", false, true)]
    [InlineData("link", true, true)]
    [InlineData("link", false, true)]
    [InlineData("parent", false, false)]
    public async Task Work_has_an_activity_with_the_callers_baggage_and_sampling_whether_or_not_anybody_listens(string mode, bool isListened, bool isRecorded)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => isListened && source.Name == "Crosstown",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = new TrafficHost($"crosstown.telemetry.trace = {mode}");
        var request = host.Request();
        var seen = new List<Activity?>();
        var server = new Activity("POST /campaigns") { ActivityTraceFlags = isRecorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, TraceStateString = "vendor=1" };
        using (server.AddBaggage("tenant", "old").AddBaggage("tenant", "hendrix").AddBaggage("album", "axis").Start())
        {
            using var inner = new Activity("inner").AddBaggage("track", "6").Start();
            request.Defer<TrafficContext>(async (context, ct) =>
            {
                await Task.Yield();
                seen.Add(Activity.Current);
                await context.Traffic.Defer(() => seen.Add(Activity.Current)).WaitAsync(ct);
            });
            request.End();
        }

        server.SetBaggage("tenant", "changed later");
        await host.SettledAsync();

        Assert.Equal(2, seen.Count);
        foreach (var activity in seen)
        {
            Assert.Equal(mode == "parent", activity!.TraceId == server.TraceId);
            Assert.Equal(isListened ? "Crosstown" : "", activity.Source.Name);
            Assert.Equal(isRecorded, activity.Recorded);
            Assert.Equal(["track=6", "album=axis", "tenant=hendrix", "tenant=old"], activity.Baggage.Select(static item => $"{item.Key}={item.Value}"));
            Assert.Equal(mode == "parent" ? "vendor=1" : null, activity.TraceStateString);
            Assert.Equal(isListened, activity.GetTagItem("crosstown.fate") is "ran");
        }

        Assert.Equal(mode == "parent", seen[1]!.ParentSpanId == seen[0]!.SpanId);
    }

    [Theory]
    [InlineData("parent", ActivityTraceFlags.None)]
    [InlineData("parent", ActivityTraceFlags.Recorded)]
    [InlineData("link", ActivityTraceFlags.None)]
    public async Task Work_has_the_baggage_of_a_caller_whose_activity_has_a_hierarchical_id_and_a_trace_of_its_own(string mode, ActivityTraceFlags flags)
    {
        await using var host = new TrafficHost($"crosstown.telemetry.trace = {mode}");
        var request = host.Request();
        Activity? seen = null;
        using (new Activity("POST /campaigns") { ActivityTraceFlags = flags }.SetIdFormat(ActivityIdFormat.Hierarchical).AddBaggage("tenant", "hendrix").Start())
        {
            request.Defer(() => seen = Activity.Current);
            request.End();
        }

        await host.SettledAsync();

        Assert.Equal("hendrix", seen!.GetBaggageItem("tenant"));
        Assert.NotEqual(default, seen.TraceId);
    }

    [Fact]
    public async Task Work_whose_caller_had_no_activity_has_none()
    {
        await using var host = new TrafficHost();
        var request = host.Request();
        var seen = new Activity("never started");
        request.Defer(() => seen = Activity.Current);
        request.End();
        await host.SettledAsync();
        Assert.Null(seen);
    }
}
