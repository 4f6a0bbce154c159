using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/reference/telemetry.md, as an application with OpenTelemetry sees it.</summary>
public class OpenTelemetrySpecs
{
    private const string AspNetCore = "Microsoft.AspNetCore";
    private const string HttpClientSource = "System.Net.Http";

    [Fact]
    public async Task One_trace_goes_from_the_request_to_the_call_that_its_work_makes_with_its_baggage()
    {
        var spans = new List<Activity>();
        string? tenant = null;
        await using var app = await TestApp.StartAsync(web =>
        {
            web.MapPost("/campaigns", (HttpContext context, ICrosstownTraffic traffic) =>
            {
                Activity.Current!.AddBaggage("tenant", "hendrix");
                var called = new Uri($"http://{context.Request.Host}/called");
                traffic.Defer(async ct =>
                {
                    using var http = new HttpClient();
                    (await http.GetAsync(called, ct)).EnsureSuccessStatusCode();
                });
            });
            web.MapGet("/called", () => { tenant = Activity.Current!.GetBaggageItem("tenant"); });
        });
        using (Sdk.CreateTracerProviderBuilder().AddSource(CrosstownTelemetry.ActivitySourceName, AspNetCore, HttpClientSource).AddInMemoryExporter(spans).Build())
        {
            (await app.Client.PostAsync("/campaigns", null)).EnsureSuccessStatusCode();
            await app.SettledAsync();
        }

        var deferral = Assert.Single(spans, static span => span.Source.Name == CrosstownTelemetry.ActivitySourceName);
        var trace = spans.Where(span => span.TraceId == deferral.TraceId).ToList();
        var request = Assert.Single(trace, span => span.Source.Name == AspNetCore && span.SpanId == deferral.ParentSpanId);
        var outgoing = Assert.Single(trace, span => span.Source.Name == HttpClientSource && span.ParentSpanId == deferral.SpanId);
        var incoming = Assert.Single(trace, span => span.Source.Name == AspNetCore && span.ParentSpanId == outgoing.SpanId);
        Assert.Equal(("hendrix", "ran"), (tenant, deferral.GetTagItem("crosstown.fate")));
        Assert.True(incoming.StartTimeUtc >= request.StartTimeUtc + request.Duration, "the call comes after the request's span has ended");
    }

    [Fact]
    public async Task The_duration_of_a_request_is_measured_before_its_work_has_ended()
    {
        var metrics = new List<Metric>();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync(web => web.MapGet("/", (ICrosstownTraffic traffic) =>
        {
            traffic.Defer(() => goOn.Task);
            traffic.Defer(() => goOn.Task, new() { SameThread = true });
        }));
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(CrosstownTelemetry.MeterName, "Microsoft.AspNetCore.Hosting").AddInMemoryExporter(metrics).Build();
        (await app.Client.GetAsync("/")).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(() => Count("http.server.request.duration") == 1, "the request is measured");
        Assert.Equal((2L, 0L), (app.Ledger.Read().Outstanding, Count("crosstown.deferral.duration")));

        goOn.SetResult();
        await app.SettledAsync();
        await Eventually.TrueAsync(() => Count("crosstown.deferral.duration") == 2, "the work is measured");

        long Count(string name)
        {
            metrics.Clear();
            provider.ForceFlush();
            var count = 0L;
            foreach (var metric in metrics.Where(metric => metric.Name == name))
            {
                foreach (ref readonly var point in metric.GetMetricPoints())
                    count += point.GetHistogramCount();
            }

            return count;
        }
    }
}
