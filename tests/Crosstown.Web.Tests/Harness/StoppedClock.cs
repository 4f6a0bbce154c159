namespace Crosstown.Web.Tests.Harness;

/// <summary>A clock of the application's that stands still, as a test's clock does until it is advanced.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override long GetTimestamp() => 1;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
