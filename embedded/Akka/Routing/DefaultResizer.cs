namespace Akka.Routing;

/// <summary>Grows a pool by a rate when all of its routees are under pressure, and shrinks it by a rate when few are.</summary>
public class DefaultResizer : Resizer, IEquatable<DefaultResizer>
{
    /// <param name="lower">The fewest routees.</param>
    /// <param name="upper">The most routees.</param>
    /// <param name="pressureThreshold">When a routee is under pressure. 0: it is processing a message; 1: and has more in its mailbox;
    /// above: its mailbox has at least that many.</param>
    /// <param name="rampupRate">The share to grow by when all are under pressure: 0.2 of 5 routees is one more.</param>
    /// <param name="backoffThreshold">Shrinks when the share of those under pressure is below; 0 never shrinks.</param>
    /// <param name="backoffRate">The share to shrink by; 0 never shrinks.</param>
    /// <param name="messagesPerResize">How many messages between two looks; 1 looks before each message.</param>
    /// <exception cref="ArgumentException">A bound or rate makes no sense.</exception>
    public DefaultResizer(int lower, int upper, int pressureThreshold = 1, double rampupRate = 0.2, double backoffThreshold = 0.3,
        double backoffRate = 0.1, int messagesPerResize = 10)
    {
        Require(lower >= 0, $"lowerBound must be >= 0, was: [{lower}]", nameof(lower));
        Require(upper >= 0, $"upperBound must be >= 0, was: [{upper}]", nameof(upper));
        Require(upper >= lower, $"upperBound must be >= lowerBound, was: [{upper}] < [{lower}]", nameof(upper));
        Require(rampupRate >= 0.0, $"rampupRate must be >= 0.0, was [{rampupRate}]", nameof(rampupRate));
        Require(backoffThreshold <= 1.0, $"backoffThreshold must be <= 1.0, was [{backoffThreshold}]", nameof(backoffThreshold));
        Require(backoffRate >= 0.0, $"backoffRate must be >= 0.0, was [{backoffRate}]", nameof(backoffRate));
        Require(messagesPerResize > 0, $"messagesPerResize must be > 0, was [{messagesPerResize}]", nameof(messagesPerResize));

        LowerBound = lower;
        UpperBound = upper;
        PressureThreshold = pressureThreshold;
        RampupRate = rampupRate;
        BackoffThreshold = backoffThreshold;
        BackoffRate = backoffRate;
        MessagesPerResize = messagesPerResize;
    }

    public int LowerBound { get; set; }

    public int UpperBound { get; set; }

    public int PressureThreshold { get; }

    public double RampupRate { get; }

    public double BackoffThreshold { get; }

    public double BackoffRate { get; }

    public int MessagesPerResize { get; }

    public static new DefaultResizer FromConfig(Config resizerConfig) => new(
        resizerConfig.GetInt("lower-bound", 1),
        resizerConfig.GetInt("upper-bound", 10),
        resizerConfig.GetInt("pressure-threshold", 1),
        resizerConfig.GetDouble("rampup-rate", 0.2),
        resizerConfig.GetDouble("backoff-threshold", 0.3),
        resizerConfig.GetDouble("backoff-rate", 0.1),
        resizerConfig.GetInt("messages-per-resize", 10));

    public override bool IsTimeForResize(long messageCounter) => messageCounter % MessagesPerResize == 0;

    public override int Resize(IEnumerable<Routee> currentRoutees) => Capacity(currentRoutees);

    /// <returns>The change: what <see cref="Filter"/> asks for, kept within the bounds.</returns>
    public int Capacity(IEnumerable<Routee> currentRoutees)
    {
        var routees = currentRoutees as Routee[] ?? currentRoutees.ToArray();
        var wanted = routees.Length + Filter(Pressure(routees), routees.Length);
        return Math.Min(Math.Max(wanted, LowerBound), UpperBound) - routees.Length;
    }

    /// <returns>How many of the routees are under pressure.</returns>
    public int Pressure(IEnumerable<Routee> currentRoutees) => currentRoutees.Count(IsUnderPressure);

    public int Filter(int pressure, int capacity) => Rampup(pressure, capacity) + Backoff(pressure, capacity);

    public int Rampup(int pressure, int capacity) => pressure < capacity ? 0 : (int)Math.Ceiling(RampupRate * capacity);

    /// <returns>Zero or negative.</returns>
    public int Backoff(int pressure, int capacity) =>
        BackoffThreshold > 0.0 && BackoffRate > 0.0 && capacity > 0 && (double)pressure / capacity < BackoffThreshold
            ? (int)Math.Floor(-1.0 * BackoffRate * capacity)
            : 0;

    public bool Equals(DefaultResizer other) =>
        other is not null
        && LowerBound == other.LowerBound
        && UpperBound == other.UpperBound
        && PressureThreshold == other.PressureThreshold
        && RampupRate.Equals(other.RampupRate)
        && BackoffThreshold.Equals(other.BackoffThreshold)
        && BackoffRate.Equals(other.BackoffRate)
        && MessagesPerResize == other.MessagesPerResize;

    public override bool Equals(object obj) => Equals(obj as DefaultResizer);

    public override int GetHashCode() =>
        HashCode.Combine(PressureThreshold, RampupRate, BackoffThreshold, BackoffRate, MessagesPerResize);

    private bool IsUnderPressure(Routee routee)
    {
        if (!RouteeLoad.TryRead(routee, out var load))
            return false;
        return PressureThreshold switch
        {
            <= 0 => load.IsProcessing,
            1 => load.IsProcessing && load.Messages > 0,
            _ => load.Messages >= PressureThreshold,
        };
    }

    private static void Require(bool condition, string message, string parameter)
    {
        if (!condition)
            throw new ArgumentException(message, parameter);
    }
}
