using Akka.Routing;

namespace Crosstown.Actors.Pools;

/// <summary>
/// Akka.NET's resizer with the pressure taken from <see cref="RouteeLoads"/>. Akka.NET itself measures mailboxes, and the mailbox of a routee whose deferral awaits is empty.
/// A shrinking pool stops its least busy routees, each after its deferrals have left it, and keeps at least one routee even if lower-bound is 0.
/// </summary>
internal sealed class LeastBusyResizer(DefaultResizer settings, RouteeLoads loads) : Resizer
{
    private readonly int _lowerBound = Math.Max(1, settings.LowerBound);

    public override bool IsTimeForResize(long messageCounter) => settings.IsTimeForResize(messageCounter);

    /// <summary>Returns how many routees to add; never a negative number. Routees to remove are retired here, because Akka.NET's router actor would remove the last of its list.</summary>
    public override int Resize(IEnumerable<Routee> currentRoutees)
    {
        var size = loads.Size;
        // At least 0: with pressure-threshold = 0 a routee is busy when it runs one deferral, and an idle routee never is.
        var pressure = loads.CountAbove(Math.Max(0, settings.PressureThreshold));
        var wanted = Math.Clamp(size + settings.Filter(pressure, size), _lowerBound, Math.Max(_lowerBound, settings.UpperBound));
        if (wanted >= size)
            return wanted - size;
        loads.Retire(size - wanted);
        return 0;
    }
}
