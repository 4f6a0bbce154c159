using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Crosstown.Web.Tests.Requests;

/// <summary>docs/reference/telemetry.md has a row for every instrument and every log event, and none for what does not exist.</summary>
public partial class TelemetryPageSpecs
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "reference", "telemetry.md"));

    [Fact]
    public async Task Every_instrument_has_its_row_with_its_kind_and_its_unit()
    {
        await using var app = await TestApp.StartAsync(static _ => { });
        var factory = app.Services.GetRequiredService<IMeterFactory>();
        var instruments = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name == CrosstownTelemetry.MeterName)
                    instruments.Add($"{instrument.Name} {KindOf(instrument)} {instrument.Unit}");
            },
        };
        listener.Start();
        Assert.Equal(
            InstrumentRow().Matches(Page).Select(static row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}").Order(StringComparer.Ordinal),
            instruments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_log_event_has_its_row()
    {
        var ids = new[] { typeof(Actors.Telemetry.EventIds), typeof(Web.Requests.EventIds) }
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Select(static field => (int)field.GetRawConstantValue()!)
            .Order();
        // 2080 and on is one row.
        Assert.Equal(ids, EventRow().Matches(Page).SelectMany(static row => row.Groups[1].Value.Split(", ")).Select(int.Parse).Order());
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "UpDownCounter" or "ObservableUpDownCounter" => "up-down",
        "ObservableGauge" or "Gauge" => "gauge",
        "Histogram" => "histogram",
        var other => other,
    };

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex(@"^\| `(crosstown\.[a-z._]+)` \| (counter|up-down|gauge|histogram) \| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();

    [GeneratedRegex(@"^\| (\d{4}(?:, \d{4})*) \| \w+ \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();
}
