using Crosstown.Actors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Crosstown.Actors.Tests.Runtime;

/// <summary>The report of a drain that abandons very many deferrals.</summary>
public sealed class DrainReportSpecs
{
    [Fact]
    public async Task Ten_thousand_abandoned_deferrals_are_one_short_log_entry_and_all_in_the_report_in_the_order_admitted()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<Handler>());
        FakeRequest[] requests = [host.Request(), host.Request()];
        var admitted = new List<DeferralId>();
        // In turns, so that the order admitted is not that of the requests' numbers.
        for (var i = 0; i < 5_000; i++)
        {
            admitted.Add(requests[1].Tell("message").Id);
            admitted.Add(requests[0].Defer(() => { }).Id);
        }

        requests[0].Tell("one more");
        var report = await host.Drain.RunAsync(TimeSpan.Zero).WaitAsync(Stress.Patience);

        Assert.Equal(admitted, report.Abandoned.Take(10_000).Select(line => line.Id));
        Assert.All(report.Abandoned, line => Assert.Equal("POST /campaigns", line.Endpoint));
        var text = Assert.Single(host.Logs.Texts(EventIds.DrainAbandoned));
        Assert.InRange(text.Length, 1, 6_000);
        var action = $"DrainReportSpecs.{nameof(Ten_thousand_abandoned_deferrals_are_one_short_log_entry_and_all_in_the_report_in_the_order_admitted)}";
        Assert.Contains($" abandoned 10001 deferrals: 5001 Handler(String) of POST /campaigns; 5000 {action} of POST /campaigns. In the order admitted: {report.Abandoned[0]}; {report.Abandoned[1]}; ", text, StringComparison.Ordinal);
        Assert.EndsWith($"; {report.Abandoned[19]}; and 9981 more, which IDrainReport.Abandoned lists.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_abandoned_deferral_reads_as_a_line()
    {
        await using var host = new TrafficHost(configure: services => services.AddTrafficHandler<Handler>());
        var deferral = host.Request().Tell("message");
        var report = await host.Drain.RunAsync(TimeSpan.Zero).WaitAsync(Stress.Patience);
        Assert.Equal($"{deferral.Id} Handler(String) of POST /campaigns (not started, trace trace-1)", Assert.Single(report.Abandoned).ToString());
    }

    private sealed class Handler : ITrafficHandler<string>
    {
        public Task HandleAsync(string message, TrafficContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
