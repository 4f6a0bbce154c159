namespace Crosstown.Actors;

/// <summary>When a pool stops starting deferrals because too many fail (<c>crosstown.pools.NAME.circuit</c>). Immutable.</summary>
public sealed class CircuitSettings
{
    internal CircuitSettings()
    {
    }

    /// <summary>The share of failed attempts, among the last <see cref="Of"/>, at which the circuit opens (<c>failures</c>).</summary>
    /// <value>Above 0, at most 1. The default is 0.5.</value>
    public required double Failures { get; init; }

    /// <summary>How many attempts are looked at, the latest ones; with fewer the circuit stays closed (<c>of</c>).</summary>
    /// <value>1 to 10000. The default is 20.</value>
    public required int Of { get; init; }

    /// <summary>How old the oldest of these may be (<c>within</c>).</summary>
    /// <value>1 ms to 24 h. The default is 30 s.</value>
    public required TimeSpan Within { get; init; }

    /// <summary>How long the circuit stays open; then one deferral is tried, which closes it or opens it again (<c>open</c>).</summary>
    /// <value>1 ms to 24 h. The default is 15 s.</value>
    public required TimeSpan Open { get; init; }

    /// <summary>What happens to deferrals while the circuit is open (<c>when-open</c>).</summary>
    /// <value>The default is <see cref="WhenOpen.Wait"/>.</value>
    public required WhenOpen WhenOpen { get; init; }
}
