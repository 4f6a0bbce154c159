namespace Crosstown.Web;

/// <summary>How far a response must have got on the wire before its deferred work starts.</summary>
public sealed class CrosstownWireOptions
{
    /// <summary>The level that deferred work waits for.</summary>
    /// <value>The default is <see cref="WireLevel.Sent"/>.</value>
    public WireLevel Level { get; set; } = WireLevel.Sent;

    /// <summary>
    /// How long deferred work waits for <see cref="WireLevel.Acked"/>, from the moment the response was sent. When the time is over, the work starts and the level achieved is
    /// <see cref="WireLevel.Sent"/>.
    /// </summary>
    /// <value>More than zero, at most one hour. The default is 5 seconds.</value>
    public TimeSpan AckedDeadline { get; set; } = TimeSpan.FromSeconds(5);
}
