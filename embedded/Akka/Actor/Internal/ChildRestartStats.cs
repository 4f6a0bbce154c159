namespace Akka.Actor.Internal;

public class ChildRestartStats : IChildStats
{
    public IInternalActorRef Child { get => throw new NotImplementedException(); }
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0) { }
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds) => throw new NotImplementedException();
    public long RestartTimeWindowStartTicks { get => throw new NotImplementedException(); }
    public long Uid { get => throw new NotImplementedException(); }
    public uint MaxNrOfRetriesCount { get => throw new NotImplementedException(); }
}
