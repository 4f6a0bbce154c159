using Crosstown.Actors;

namespace Crosstown.Web.Wire;

/// <summary>What <c>UseCrosstownWire</c> waits for.</summary>
public sealed class CrosstownWireOptions
{
    /// <summary>The level that deferred work waits for.</summary>
    /// <value>The default is <see cref="WireLevel.Sent"/>.</value>
    public WireLevel Level { get; set; } = WireLevel.Sent;

    /// <summary>
    /// How long <see cref="WireLevel.Acked"/> is waited for, from the moment the response was sent. After it the level achieved is
    /// <see cref="WireLevel.Sent"/>, and the work goes.
    /// </summary>
    /// <value>More than zero, at most one hour. The default is 5 seconds.</value>
    public TimeSpan AckedDeadline { get; set; } = TimeSpan.FromSeconds(5);
}
