using Crosstown.Actors.Telemetry;

namespace Crosstown.Actors;

/// <summary>The names under which OpenTelemetry, or any other listener, finds Crosstown's metrics and spans: <c>AddMeter(CrosstownTelemetry.MeterName)</c>, <c>AddSource(CrosstownTelemetry.ActivitySourceName)</c>.</summary>
public static class CrosstownTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = CrosstownMetrics.MeterName;

    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = CrosstownActivitySource.Name;
}
