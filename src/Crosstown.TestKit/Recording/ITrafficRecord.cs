namespace Crosstown.TestKit;

/// <summary>A record of deferrals, on which the assertions of <see cref="TrafficAssertions"/> are made: <see cref="RecordingTraffic"/>, <see cref="TrafficHarness"/>.</summary>
public interface ITrafficRecord
{
    /// <summary>The deferrals in the order of the deferring calls, the refused ones among them. A copy: it does not grow.</summary>
    IReadOnlyList<RecordedDeferral> Deferrals { get; }
}
