using Akka.Routing;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Akka.NET's resizer, told by <see cref="RouteeLoads"/> who is busy: it looks for that in mailboxes, and the mailbox of a routee that awaits is empty.
/// A shrinking pool stops its least busy routees, none before its deferrals have left it, and keeps one whatever lower-bound says.
/// </summary>
internal sealed class LeastBusyResizer(DefaultResizer settings, RouteeLoads loads) : Resizer
{
    private readonly int _fewest = Math.Max(1, settings.LowerBound);

    public override bool IsTimeForResize(long messageCounter) => settings.IsTimeForResize(messageCounter);

    /// <summary>How many routees to add. Those to remove it has told to stop: the router, which would take the last ones, is told of none.</summary>
    public override int Resize(IEnumerable<Routee> currentRoutees)
    {
        var size = loads.Size;
        // Below zero there is nobody to wait for: with pressure-threshold = 0 a routee is busy when it runs one.
        var pressure = loads.CountAbove(Math.Max(0, settings.PressureThreshold));
        var wanted = Math.Clamp(size + settings.Filter(pressure, size), _fewest, Math.Max(_fewest, settings.UpperBound));
        if (wanted >= size)
            return wanted - size;
        loads.Retire(size - wanted);
        return 0;
    }
}
