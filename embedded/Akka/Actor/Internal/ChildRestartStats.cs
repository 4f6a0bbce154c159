using System.Diagnostics;

namespace Akka.Actor.Internal;

public class ChildRestartStats : IChildStats
{
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public IInternalActorRef Child { get; }
    public uint MaxNrOfRetriesCount { get; private set; }
    public long RestartTimeWindowStartTicks { get; private set; }
    public long Uid => Child.Path.Uid;

    /// <summary>Counts a restart and says whether it is still allowed.</summary>
    /// <param name="maxNrOfRetries">0: none, negative: no limit on the number.</param>
    /// <param name="withinTimeMilliseconds">0 or negative: the count never starts anew.</param>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
            return false;
        if (withinTimeMilliseconds > 0)
            return PermittedWithinWindow(maxNrOfRetries > 0 ? maxNrOfRetries : 1, withinTimeMilliseconds);
        if (maxNrOfRetries < 0)
            return true;
        MaxNrOfRetriesCount++;
        return MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    /// <summary>The window opens with a restart and stays open for its time; a restart after that opens the next one.</summary>
    private bool PermittedWithinWindow(int retries, int milliseconds)
    {
        var now = Stopwatch.GetElapsedTime(0).Ticks;
        if (RestartTimeWindowStartTicks == 0)
            RestartTimeWindowStartTicks = now;
        if (now - RestartTimeWindowStartTicks <= TimeSpan.FromMilliseconds(milliseconds).Ticks)
        {
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= retries;
        }
        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
