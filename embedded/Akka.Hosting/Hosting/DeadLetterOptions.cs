using System.Text;

namespace Akka.Hosting;

/// <summary>How dead letters are logged; what is null stays as it is configured.</summary>
public class DeadLetterOptions
{
    /// <value>All by default.</value>
    public TriStateValue ShouldLog { get; set; } = TriStateValue.All;

    /// <summary>With <see cref="TriStateValue.Some"/>: after so many the log falls silent.</summary>
    /// <value>1 or more; 10 by default.</value>
    public int LogCount { get; set; } = 10;

    public bool? LogDuringShutdown { get; set; }

    /// <summary>How long it is silent then; <see cref="Timeout.InfiniteTimeSpan"/> for good.</summary>
    public TimeSpan? LogSuspendDuration { get; set; }

    /// <returns>HOCON.</returns>
    /// <exception cref="ConfigurationException">Some dead letters are to be logged, and their number is not positive.</exception>
    public override string ToString()
    {
        var hocon = new StringBuilder("akka.log-dead-letters = ");
        hocon.AppendLine(ShouldLog switch
        {
            TriStateValue.None => "off",
            TriStateValue.All => "on",
            _ when LogCount > 0 => LogCount.ToHocon(),
            _ => throw new ConfigurationException($"DeadLetterOptions.LogCount is {LogCount}; it must be 1 or more."),
        });
        if (LogDuringShutdown is { } duringShutdown)
            hocon.Append("akka.log-dead-letters-during-shutdown = ").AppendLine(duringShutdown.ToHocon());
        if (LogSuspendDuration is { } suspend)
            hocon.Append("akka.log-dead-letters-suspend-duration = ")
                .AppendLine(suspend.ToHocon(allowInfinite: true, zeroIsInfinite: true));
        return hocon.ToString();
    }
}
